package io.quantum.governor.engine.decide.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.loaders.sandbox.SimulatedExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is particular about each apply mode, and about a governor without an exchange. */
class ModesIT {
    private static final SimulatedExchange EXCHANGE = SimulatedExchange.start();
    private static final RedisView REDIS = new RedisView(TestRedis.uri());

    @BeforeAll
    static void hold_a_position() {
        EXCHANGE.setMarkPrice("BTCUSDT", 100);
        EXCHANGE.setMarkPrice("ETHUSDT", 100);
        EXCHANGE.setPosition("BTCUSDT", "BOTH", 1);
    }

    @BeforeEach
    void empty() {
        REDIS.commands().flushall();
    }

    @AfterAll
    static void end() {
        EXCHANGE.close();
        REDIS.close();
    }

    @Test
    void testnet_lets_an_open_rest_the_symbol_and_permits_the_close_of_a_flat_one() {
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), "testnet", EXCHANGE)) {
            REDIS.decide(
                    TestPlan.open("open:1", "BTCUSDT", "2").with("kill_score", "0.95"),
                    TestPlan.open("open:2", "BTCUSDT", "2"),
                    TestPlan.halfClose("close:flat", "ETHUSDT"));
            governor.awaitOutcomes(3);
        }
        assertThat(REDIS.permit("open:1").path("computed_notional").asDouble()).isEqualTo(200);
        assertThat(REDIS.block("open:2").path("reason").asText()).isEqualTo("symbol_cooldown");
        assertThat(REDIS.permit("close:flat").path("computed_qty").asDouble(-1)).isZero();
        assertThat(REDIS.permit("close:flat").path("mode").asText()).isEqualTo("testnet");
    }

    @Test
    void dry_run_permits_what_would_have_been_blocked_and_says_so() {
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), "dry_run", EXCHANGE)) {
            JsonNode audit = REDIS.decide(TestPlan.open("dry", "BTCUSDT", "99").with("kill_score", "0.9"))
                    .get(0);
            assertThat(audit.path("outcome").asText()).isEqualTo("PERMIT");
            assertThat(audit.path("gates"))
                    .filteredOn(g -> g.path("answer").asText().equals("BLOCK"))
                    .extracting(g -> g.path("reason").asText() + " "
                            + g.path("enforcement").asText())
                    .containsExactly("kill_score_critical_non_close shadow", "notional_per_trade_exceeded shadow");
            governor.awaitOutcomes(1);
        }
        assertThat(REDIS.permit("dry").path("mode").asText()).isEqualTo("dry_run");
    }

    @Test
    void dry_run_blocks_while_the_kill_switch_is_on() {
        REDIS.set("quantum:kill", "true");
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), "dry_run")) {
            REDIS.decide(TestPlan.halfClose("killed", "BTCUSDT"));
            governor.awaitOutcomes(1);
        }
        assertThat(REDIS.block("killed").path("reason").asText()).isEqualTo("kill_switch_active");
    }

    @Test
    void without_an_exchange_or_a_position_a_close_counts_by_its_quantity() {
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), "production")) {
            REDIS.decide(
                    TestPlan.halfClose("qty:fallback", "BTCUSDT"),
                    TestPlan.halfClose("qty:named", "ETHUSDT").with("close_qty", "0.02"),
                    TestPlan.halfClose("qty:above", "SOLUSDT").with("close_qty", "0.02000001"));
            governor.awaitOutcomes(3);
        }
        JsonNode permit = REDIS.permit("qty:fallback");
        assertThat(permit.path("computed_qty").asDouble()).isEqualTo(0.01);
        assertThat(permit.path("computed_notional").asDouble(-1)).isZero();
        assertThat(permit.path("limits_basis").asText()).isEqualTo("qty");
        assertThat(REDIS.permit("qty:named").path("computed_qty").asDouble()).isEqualTo(0.02);
        assertThat(REDIS.block("qty:above").path("reason").asText()).isEqualTo("daily_limit_exceeded");
        assertThat(REDIS.commands().keys("quantum:governor:daily:*")).isEmpty();
        assertThat(REDIS.commands().keys("quantum:governor:daily_qty:*")).hasSize(2);
    }

    @Test
    void without_an_exchange_the_snapshot_in_redis_serves_with_its_own_price() {
        REDIS.hash(
                "quantum:position:snapshot:BTCUSDT",
                Map.of(
                        "position_amt", "-0.5",
                        "mark_price", "2e2",
                        "ts_epoch", Instant.now().getEpochSecond() + ".5"));
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), "production")) {
            REDIS.decide(TestPlan.halfClose("snapshot", "BTCUSDT"));
            governor.awaitOutcomes(1);
        }
        assertThat(REDIS.permit("snapshot").path("computed_qty").asDouble()).isEqualTo(0.25);
        assertThat(REDIS.permit("snapshot").path("computed_notional").asDouble())
                .isEqualTo(50);
        assertThat(REDIS.permit("snapshot").path("limits_basis").asText()).isEqualTo("notional");
    }

    @Test
    void the_apply_layers_file_wins_and_is_followed_as_it_changes(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("apply.env"), "A=1\nAPPLY_MODE=dry_run\n");
        Map<String, String> environment = Map.of("APPLY_MODE", "production", "APPLY_CONFIG_PATH", file.toString());
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), environment)) {
            assertThat(governor.page("/health").body()).contains("\"mode\":\"dry_run\"");
            Files.writeString(file, "APPLY_MODE=nonsense\n");
            Files.writeString(file, "APPLY_MODE=testnet\n");
            await().atMost(RedisView.PATIENCE)
                    .until(() -> governor.page("/health").body().contains("\"mode\":\"testnet\""));
            REDIS.decide(TestPlan.halfClose("mode", "BTCUSDT"));
        }
        assertThat(REDIS.permit("mode").path("mode").asText()).isEqualTo("testnet");
    }
}
