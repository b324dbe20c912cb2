package io.quantum.governor.engine.decide.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.engine.testing.TestRulebook;
import io.quantum.governor.engine.testing.TestRules;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gate on a hash that nobody foresaw, added to the rules of a running daemon. */
class NewFactIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HEALTH = "quantum:venue:health:";

    private final RedisView redis = new RedisView(TestRedis.uri());
    private final Path home;
    private final TestRulebook rulebook;

    NewFactIT(@TempDir Path home) {
        this.home = home;
        this.rulebook = TestRulebook.at(home.resolve("rules"));
        redis.commands().flushall();
    }

    @AfterEach
    void end() {
        redis.close();
    }

    @Test
    void it_is_read_from_the_next_plans_on_and_judged_field_by_field() throws Exception {
        Map<String, String> settings = Map.of(
                "APPLY_MODE",
                "production",
                "GOV_RULES_DIR",
                rulebook.directory().toString());
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), settings)) {
            assertThat(answer("before", "AAAUSDT").isMissingNode()).isTrue();

            grant("venue-health");
            rulebook.version("1.1.0");
            await().atMost(PATIENCE).until(() -> governor.page("/health").body().contains("\"version\":\"1.1.0\""));

            String now = Long.toString(Instant.now().getEpochSecond());
            redis.hash(HEALTH + "BBBUSDT", Map.of("score", "0.9", "timestamp", now));
            redis.hash(HEALTH + "CCCUSDT", Map.of("score", "0.1", "timestamp", now));
            redis.hash(HEALTH + "DDDUSDT", Map.of("score", "NaN", "timestamp", now));
            redis.hash(HEALTH + "EEEUSDT", Map.of("score", "0.9", "timestamp", now + "000"));
            redis.hash(HEALTH + "FFFUSDT", Map.of("score", "x".repeat(65_536), "timestamp", now));
            redis.hash(HEALTH + "GGGUSDT", Map.of("score", "1.1", "timestamp", now));
            redis.set(HEALTH + "HHHUSDT", "0.9");

            assertThat(answer("healthy", "BBBUSDT").path("answer").asText()).isEqualTo("PASS");
            assertThat(reason("sick", "CCCUSDT")).isEqualTo("venue_unhealthy");
            assertThat(reason("nan", "DDDUSDT")).isEqualTo("venue_health_unknown");
            assertThat(reason("millis", "EEEUSDT")).isEqualTo("venue_health_unknown");
            assertThat(reason("long", "FFFUSDT")).isEqualTo("venue_health_unknown");
            assertThat(reason("outside", "GGGUSDT")).isEqualTo("venue_health_unknown");
            assertThat(reason("type", "HHHUSDT")).isEqualTo("venue_health_unknown");
            assertThat(reason("none", "IIIUSDT")).isEqualTo("venue_health_unknown");
            assertThat(governor.page("/health").statusCode()).isEqualTo(200);
        }
    }

    private String reason(String planId, String symbol) {
        return answer(planId, symbol).path("reason").asText();
    }

    /** What the gate says of an opening plan; what is unavailable must say of which key. */
    private JsonNode answer(String planId, String symbol) {
        JsonNode record =
                redis.decide(TestPlan.open("new:" + planId, symbol, "1")).get(0);
        for (JsonNode fact : record.path("facts")) {
            if (fact.path("unavailable").path("fact").asText().equals("venueHealth")) {
                assertThat(fact.at("/unavailable/detail").asText()).contains(HEALTH + symbol);
            }
        }
        for (JsonNode gate : record.path("gates")) {
            if (gate.path("name").asText().equals("venue-health")) {
                return gate;
            }
        }
        return record.path("gate of that name");
    }

    private void grant(String wish) throws IOException, InterruptedException {
        Process git = new ProcessBuilder(
                        "git",
                        "apply",
                        TestRules.HOME.resolve("docs/wishes/" + wish + ".patch").toString())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(git.getInputStream().readAllBytes(), UTF_8);
        assertThat(git.waitFor() + ": " + said).isEqualTo("0: ");
    }
}
