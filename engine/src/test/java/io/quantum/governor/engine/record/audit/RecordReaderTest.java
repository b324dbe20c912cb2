package io.quantum.governor.engine.record.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.rules.rulebook.FactBinder;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.RecordedFact;
import io.quantum.governor.engine.testing.TestRules;
import io.quantum.governor.facts.Fact;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class RecordReaderTest {
    private static final FactBinder BINDER =
            new FactBinder(TestRules.with(Map.of()).rulebook().kinds(), Part.PLAN);

    @Test
    void a_record_of_an_older_schema_tells_what_was_decided_and_why() {
        RecordedDecision decision = RecordReader.read(Json.bytes(older()));

        assertThat(decision.planId()).isEqualTo("p4");
        assertThat(decision.symbol()).isEqualTo("BTCUSDT");
        assertThat(decision.outcome()).isEqualTo("BLOCK");
        assertThat(decision.reason()).isEqualTo("burst_limit_exceeded");
        assertThat(decision.gate()).isEqualTo("3");
        assertThat(decision.at()).isEqualTo("2026-11-21T19:43:08.071501299Z");
        assertThat(decision.facts())
                .hasSize(16)
                .extracting(RecordedFact::subject)
                .contains("plan", "portfolioBudget");
        assertThat(decision.gates())
                .filteredOn(gate -> gate.name().equals("burst"))
                .singleElement()
                .satisfies(gate -> {
                    assertThat(gate.answer()).isEqualTo("BLOCK");
                    assertThat(gate.value()).hasValue(2.0);
                    assertThat(gate.limit()).hasValue(2.0);
                });
        assertThat(decision.fired())
                .anySatisfy(rule -> assertThat(rule.matched()).contains("f8"));
        assertThat(decision.rulebook().thresholds()).containsEntry("burst.maxPer5Min", "2");
    }

    @Test
    void facts_read_from_a_record_are_written_as_they_were() {
        ObjectNode record = older();

        RecordedDecision decision = RecordReader.read(Json.bytes(record));

        ArrayNode again = Json.MAPPER.createArrayNode();
        decision.facts().forEach(told -> {
            Fact fact = BINDER.fact(told);
            again.addObject().set(Fact.nameOf(fact.getClass()), Json.MAPPER.valueToTree(fact));
        });
        // of such an old record it is known that every plan was of one strategy and one account
        again.forEach(fact -> {
            if (fact.get("plan") instanceof ObjectNode plan) {
                assertThat(plan.remove("strategy").asText()).isEqualTo("default");
                assertThat(plan.remove("account").asText()).isEqualTo("default");
            }
        });
        assertThat(again).hasToString(record.get("facts").toString());
    }

    @Test
    void a_fact_of_which_a_part_is_missing_is_refused_and_not_zero() {
        ObjectNode record = older();
        ((ObjectNode) record.at("/facts/9/dailyTotals")).remove("qtyBase");

        RecordedDecision decision = RecordReader.read(Json.bytes(record));
        assertThatThrownBy(() -> BINDER.bind(decision.facts(), decision.at()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dailyTotals")
                .hasMessageContaining("qtyBase");
    }

    @Test
    void a_kind_of_fact_that_nobody_knows_is_told_and_no_rule_is_given_it() {
        ObjectNode record = older();
        ((ArrayNode) record.get("facts")).addObject().putObject("moonPhase");

        RecordedDecision decision = RecordReader.read(Json.bytes(record));
        assertThat(decision.facts()).extracting(RecordedFact::kind).contains("moonPhase");
        assertThat(BINDER.bind(decision.facts(), decision.at()))
                .isEqualTo(BINDER.bind(RecordReader.read(Json.bytes(older())).facts(), decision.at()));
    }

    @Test
    void a_newer_schema_and_what_is_no_record_are_told_apart() {
        assertThatThrownBy(() -> RecordReader.read(Json.bytes(older().put("schema", 99))))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("newer");
        assertThatThrownBy(() -> RecordReader.read("{}".getBytes(UTF_8)))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("says no schema");
        assertThatThrownBy(() -> RecordReader.read("{\"schema\":".getBytes(UTF_8)))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("not JSON");
    }

    static ObjectNode older() {
        try (InputStream in = Objects.requireNonNull(RecordReaderTest.class.getResourceAsStream("schema-1.json"))) {
            return (ObjectNode) Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
