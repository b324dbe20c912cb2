package io.quantum.governor.engine.decide.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.testing.GovernorProcess;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestHeatPage;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.engine.testing.TestRulebook;
import io.quantum.governor.engine.testing.TestRules;
import io.quantum.governor.loaders.sandbox.SimulatedExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gates on facts that nobody foresaw, added to the rules of a running daemon. */
class NewFactIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HEALTH = "quantum:venue:health:";

    private final RedisView redis = new RedisView(TestRedis.uri());
    private final Path home;
    private final TestRulebook rulebook;
    private final List<JsonNode> records = new ArrayList<>();

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
    void a_hash_is_read_from_the_next_plans_on_and_judged_field_by_field() throws Exception {
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), settings())) {
            assertThat(answer("before", "AAAUSDT", "venue-health").isMissingNode())
                    .isTrue();
            grant("venue-health", governor);

            String now = Long.toString(Instant.now().getEpochSecond());
            redis.hash(HEALTH + "BBBUSDT", Map.of("score", "0.9", "timestamp", now));
            redis.hash(HEALTH + "CCCUSDT", Map.of("score", "0.1", "timestamp", now));
            redis.hash(HEALTH + "DDDUSDT", Map.of("score", "NaN", "timestamp", now));
            redis.hash(HEALTH + "EEEUSDT", Map.of("score", "0.9", "timestamp", now + "000"));
            redis.hash(HEALTH + "FFFUSDT", Map.of("score", "x".repeat(65_536), "timestamp", now));
            redis.hash(HEALTH + "GGGUSDT", Map.of("score", "1.1", "timestamp", now));
            redis.set(HEALTH + "HHHUSDT", "0.9");

            assertThat(answer("healthy", "BBBUSDT", "venue-health")
                            .path("answer")
                            .asText())
                    .isEqualTo("PASS");
            assertThat(reason("sick", "CCCUSDT", "venue-health")).isEqualTo("venue_unhealthy");
            assertThat(reason("nan", "DDDUSDT", "venue-health")).isEqualTo("venue_health_unknown");
            assertThat(reason("millis", "EEEUSDT", "venue-health")).isEqualTo("venue_health_unknown");
            assertThat(reason("long", "FFFUSDT", "venue-health")).isEqualTo("venue_health_unknown");
            assertThat(reason("outside", "GGGUSDT", "venue-health")).isEqualTo("venue_health_unknown");
            assertThat(reason("type", "HHHUSDT", "venue-health")).isEqualTo("venue_health_unknown");
            assertThat(reason("none", "IIIUSDT", "venue-health")).isEqualTo("venue_health_unknown");
            assertThat(governor.page("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void what_the_exchange_tells_of_a_symbol_is_judged_explained_and_decided_again() throws Exception {
        try (SimulatedExchange exchange = SimulatedExchange.start()) {
            for (String symbol : List.of("BBBUSDT", "CCCUSDT", "DDDUSDT")) {
                exchange.setMarkPrice(symbol, 10);
            }
            exchange.setFundingRate("CCCUSDT", -0.0031);
            exchange.setFundingRate("DDDUSDT", Double.NaN);
            Map<String, String> settings = settings();
            settings.putAll(TestGovernor.withExchange("production", exchange));
            try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), settings)) {
                grant("funding-rate", governor);

                awaitAnother(() -> exchange.requests(SimulatedExchange.PRICES_PATH));

                JsonNode moderate = answer("moderate", "BBBUSDT", "funding-rate");
                assertThat(moderate.path("answer").asText())
                        .as(records::toString)
                        .isEqualTo("PASS");
                assertThat(moderate.path("value").asDouble()).isEqualTo(0.0001);
                assertThat(reason("shorts:pay", "CCCUSDT", "funding-rate")).isEqualTo("funding_rate_exceeded");
                assertThat(reason("unreadable", "DDDUSDT", "funding-rate")).isEqualTo("funding_rate_unknown");
                assertThat(reason("not:listed", "EEEUSDT", "funding-rate")).isEqualTo("funding_rate_unknown");

                assertThat(governor.page("/api/explain/new:shorts:pay").body())
                        .contains("funding-rate: block an opening plan while shorts pay too much", "-0.0031");
                assertThat(decidedAgain()).contains("4 decided again (100.00 %)", "100.00 % agree");
            }
        }
    }

    @Test
    void a_gauge_is_read_beside_the_plans() throws Exception {
        try (TestHeatPage heat = new TestHeatPage().shows("0.3");
                SimulatedExchange exchange = SimulatedExchange.start()) {
            exchange.setMarkPrice("BBBUSDT", 150);
            exchange.setMarkPrice("CCCUSDT", 150);
            Map<String, String> settings = settings();
            settings.putAll(TestGovernor.withExchange("production", exchange));
            settings.put("HEAT_GATE_METRICS_URL", heat.url());
            try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), settings)) {
                grant("hot-portfolio", governor);

                awaitLimit("BBBUSDT", 200);
                heat.shows("0.9");
                awaitLimit("CCCUSDT", 100);
            }
        }
    }

    /** What is asked for when new rules decide for the first time is known after one more answer. */
    private void awaitAnother(LongSupplier answers) {
        redis.decide(TestPlan.open("new:first", "AAAUSDT", "1"));
        long before = answers.getAsLong();
        await().atMost(PATIENCE).until(() -> answers.getAsLong() > before + 1);
    }

    /** Plan after plan, until the largest order is as large. */
    private void awaitLimit(String symbol, double limitUsd) {
        await().atMost(PATIENCE)
                .until(() -> answer(symbol + records.size(), symbol, "order-notional")
                                .path("limit")
                                .asDouble()
                        == limitUsd);
    }

    private Map<String, String> settings() {
        return new HashMap<>(Map.of(
                "APPLY_MODE",
                "production",
                "GOV_RULES_DIR",
                rulebook.directory().toString()));
    }

    /** What a replay of all decisions says. */
    private String decidedAgain() throws IOException {
        Path export = home.resolve("export.jsonl");
        Files.write(export, records.stream().map(JsonNode::toString).toList());
        try (GovernorProcess replay = GovernorProcess.command(
                "replay", "--rules", rulebook.directory().toString(), "--file", export.toString())) {
            assertThat(replay.awaitExit()).as(replay::output).isZero();
            return replay.output();
        }
    }

    private String reason(String planId, String symbol, String gate) {
        return answer(planId, symbol, gate).path("reason").asText();
    }

    /** What the gate says of an opening plan; what is unavailable must say of which key. */
    private JsonNode answer(String planId, String symbol, String name) {
        JsonNode record =
                redis.decide(TestPlan.open("new:" + planId, symbol, "1")).get(0);
        records.add(record);
        for (JsonNode fact : record.path("facts")) {
            if (fact.path("unavailable").path("fact").asText().equals("venueHealth")) {
                assertThat(fact.at("/unavailable/detail").asText()).contains(HEALTH + symbol);
            }
        }
        for (JsonNode gate : record.path("gates")) {
            if (gate.path("name").asText().equals(name)) {
                return gate;
            }
        }
        return record.path("gate of that name");
    }

    /** Adds what a wish needs to the rules, and waits until they decide. */
    private void grant(String wish, TestGovernor governor) throws IOException, InterruptedException {
        Process git = new ProcessBuilder(
                        "git",
                        "apply",
                        TestRules.HOME.resolve("docs/wishes/" + wish + ".patch").toString())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(git.getInputStream().readAllBytes(), UTF_8);
        assertThat(git.waitFor() + ": " + said).isEqualTo("0: ");
        rulebook.version("1.1.0");
        await().atMost(PATIENCE).until(() -> governor.page("/health").body().contains("\"version\":\"1.1.0\""));
    }
}
