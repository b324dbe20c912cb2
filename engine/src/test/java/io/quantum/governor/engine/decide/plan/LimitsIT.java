package io.quantum.governor.engine.decide.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.life.Admission;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.engine.testing.TestRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon whose rulebook has rows of limits; each test has a symbol of its own. */
class LimitsIT {
    private static final RedisView REDIS = new RedisView(TestRedis.uri());
    private static TestGovernor governor;

    @BeforeAll
    static void start(@TempDir Path rules) throws IOException {
        REDIS.commands().flushall();
        TestRules.copyTo(rules);
        Files.writeString(rules.resolve("limits.csv"), """
                threshold,symbol,strategy,account,value,owner,why
                killScore.critical,BTCUSDT,,,0.9,risk,liquid enough
                killScore.critical,BTCUSDT,scalper,,0.5,risk,it is new
                hourlyRate.maxPerHour,BTCUSDT,,,7,risk,liquid enough
                """);
        Map<String, String> environment = Map.of("APPLY_MODE", "production", "GOV_MAX_EXEC_PER_HOUR", "4");
        governor = TestGovernor.start(
                TestRedis.uri(), environment, Admission.Admitted.untested(ActiveRules.read(rules, environment)));
    }

    @AfterAll
    static void end() {
        governor.close();
        REDIS.close();
    }

    @Test
    void two_symbols_are_decided_by_their_own_limits_and_the_record_names_the_row() {
        List<JsonNode> records = REDIS.decide(
                TestPlan.open("limits:btc", "BTCUSDT", "1").with("kill_score", "0.85"),
                TestPlan.open("limits:eth", "ETHUSDT", "1").with("kill_score", "0.85"),
                TestPlan.open("limits:fast", "BTCUSDT", "1")
                        .with("kill_score", "0.85")
                        .with("strategy", "scalper"));

        assertThat(gate(records.get(0)).path("answer").asText()).isEqualTo("PASS");
        assertThat(gate(records.get(0)).path("limit").asDouble()).isEqualTo(0.9);
        assertThat(records.get(0).path("limits")).hasToString("""
                [{"threshold":"killScore.critical","value":0.9,"row":"symbol=BTCUSDT"}]""");
        assertThat(gate(records.get(1)).path("answer").asText()).isEqualTo("BLOCK");
        assertThat(gate(records.get(1)).path("limit").asDouble()).isEqualTo(0.8);
        assertThat(records.get(1).has("limits")).isFalse();
        assertThat(gate(records.get(2)).path("answer").asText()).isEqualTo("BLOCK");
        assertThat(records.get(2).path("limits")).hasToString("""
                [{"threshold":"killScore.critical","value":0.5,"row":"symbol=BTCUSDT,strategy=scalper"}]""");
    }

    @Test
    void what_the_operator_sets_holds_for_every_row() {
        JsonNode record =
                REDIS.decide(TestPlan.open("limits:set", "BTCUSDT", "1")).get(0);

        assertThat(record.at("/rulebook/thresholds/hourlyRate.maxPerHour").asInt())
                .isEqualTo(4);
        assertThat(record.at("/rulebook/overrides/0").asText())
                .isEqualTo(
                        "GOV_MAX_EXEC_PER_HOUR=4 overrides hourlyRate.maxPerHour 3 and its rows of limits, 1 of them");
        assertThat(record.path("limits").toString()).doesNotContain("hourlyRate");
    }

    @Test
    void a_strategy_that_no_row_could_name_makes_a_plan_malformed() {
        JsonNode record = REDIS.decide(
                        TestPlan.open("limits:odd", "SOLUSDT", "1").with("strategy", "sc alper"))
                .get(0);

        assertThat(record.path("reason").asText()).isEqualTo("malformed_plan");
        assertThat(record.path("detail").asText()).contains("strategy must be 1 to 64 of");
    }

    @Test
    void the_page_of_the_gates_tells_the_limits_of_some_plans_and_their_rows() throws IOException {
        JsonNode all = threshold("/api/gates");
        assertThat(all.path("value").asDouble()).isEqualTo(0.8);
        assertThat(all.path("rows").asInt()).isEqualTo(2);

        JsonNode scalper = threshold("/api/gates?for=symbol%3DBTCUSDT%2Cstrategy%3Dscalper");
        assertThat(scalper.path("value").asDouble()).isEqualTo(0.5);
        assertThat(scalper.path("row").asText()).isEqualTo("symbol=BTCUSDT,strategy=scalper");
        assertThat(scalper.path("from").asText()).isEqualTo("limits.csv:3, risk: it is new");

        assertThat(governor.page("/api/gates?for=BTCUSDT").statusCode()).isEqualTo(400);
    }

    private static JsonNode threshold(String page) throws IOException {
        for (JsonNode gate : Json.MAPPER.readTree(governor.page(page).body()).path("gates")) {
            if (gate.path("name").asText().equals("kill-score")) {
                return gate.at("/thresholds/0");
            }
        }
        throw new AssertionError("no gate kill-score at " + page);
    }

    private static JsonNode gate(JsonNode record) {
        for (JsonNode gate : record.path("gates")) {
            if (gate.path("name").asText().equals("kill-score")) {
                return gate;
            }
        }
        throw new AssertionError("no gate kill-score in " + record);
    }
}
