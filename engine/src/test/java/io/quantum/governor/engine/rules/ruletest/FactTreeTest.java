package io.quantum.governor.engine.rules.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quantum.governor.engine.testing.TestRules;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactTreeTest {
    private static final Place HERE = Place.of("here", Lines.NONE);
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final FactTree EMPTY =
            FactTree.empty(TestRules.with(Map.of()).rulebook().kinds());
    private static final FactTree TWO_SOURCES = EMPTY.with(
            HERE, "markPrice", yaml("[{source: exchange, usd: 2, ageSec: 1}, {source: redis, usd: 3, ageSec: 1}]"));

    @Test
    void a_mapping_changes_the_components_that_it_names() {
        FactTree tree = EMPTY.with(HERE, "portfolioBudget", yaml("{mode: enforce, budgetUsd: 5, ageSec: 1}"))
                .with(HERE, "portfolioBudget", yaml("{ageSec: 9}"));

        assertThat(tree.given().get("portfolioBudget"))
                .containsExactly(object("{mode: enforce, budgetUsd: 5, ageSec: 9}"));
    }

    @Test
    void a_mapping_without_a_source_changes_what_every_source_tells() {
        assertThat(TWO_SOURCES
                        .with(HERE, "markPrice", yaml("{ageSec: 9}"))
                        .given()
                        .get("markPrice"))
                .containsExactly(
                        object("{source: exchange, usd: 2, ageSec: 9}"), object("{source: redis, usd: 3, ageSec: 9}"));
    }

    @Test
    void a_mapping_with_a_source_changes_what_that_source_tells() {
        assertThat(TWO_SOURCES
                        .with(HERE, "markPrice", yaml("{source: redis, usd: 7}"))
                        .given()
                        .get("markPrice"))
                .containsExactly(
                        object("{source: exchange, usd: 2, ageSec: 1}"), object("{source: redis, usd: 7, ageSec: 1}"));
    }

    @Test
    void a_list_says_which_sources_there_are() {
        assertThat(TWO_SOURCES
                        .with(HERE, "markPrice", yaml("[{source: redis, usd: 7}]"))
                        .given()
                        .get("markPrice"))
                .containsExactly(object("{source: redis, usd: 7, ageSec: 1}"));
    }

    @Test
    void what_is_dropped_is_unavailable_until_it_is_given_again() {
        FactTree dropped = TWO_SOURCES.without(HERE, "markPrice", "missing");
        FactTree again = dropped.with(HERE, "markPrice", yaml("{source: redis, usd: 7, ageSec: 1}"));

        assertThat(dropped.given()).isEmpty();
        assertThat(dropped.unavailable()).containsEntry("markPrice", "missing");
        assertThat(again.unavailable()).isEmpty();
    }

    private static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode object(String text) {
        return (com.fasterxml.jackson.databind.node.ObjectNode) yaml(text);
    }
}
