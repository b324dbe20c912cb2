package io.quantum.governor.engine.decide.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Testnet, where no rate is limited: a permit whose traces can't be read or written. */
class UnwritableKeyIT {
    private static final RedisView REDIS = new RedisView(TestRedis.uri());

    @BeforeEach
    void empty() {
        REDIS.commands().flushall();
    }

    @AfterAll
    static void end() {
        REDIS.close();
    }

    @Test
    void a_cooldown_that_can_not_be_read_blocks_in_testnet() {
        try (TestGovernor testnet = TestGovernor.start(TestRedis.uri(), "testnet")) {
            REDIS.commands().rpush("quantum:governor:last_exec:BTCUSDT", new byte[] {'1'});
            REDIS.decide(TestPlan.open("cooldown", "BTCUSDT", "1"));

            testnet.awaitOutcomes(1);
            assertThat(REDIS.block("cooldown").path("reason").asText()).isEqualTo("symbol_cooldown_unknown");
        }
    }

    @Test
    void a_permit_that_can_not_be_counted_becomes_a_block_and_nothing_else_is_written() {
        try (TestGovernor testnet = TestGovernor.start(TestRedis.uri(), "testnet")) {
            REDIS.hash("quantum:governor:exec:BTCUSDT", Map.of("a", "1"));
            List<String> ids = REDIS.publish(
                    TestPlan.halfClose("before", "ETHUSDT"),
                    TestPlan.halfClose("uncounted", "BTCUSDT"),
                    TestPlan.halfClose("after", "ADAUSDT"));
            REDIS.awaitDecided(ids);

            assertThat(testnet.metric("quantum_govern_block_total{reason=\"evaluation_error\",symbol=\"BTCUSDT\"}"))
                    .isEqualTo(1);
            assertThat(REDIS.audits().get(ids.get(1)))
                    .singleElement()
                    .satisfies(
                            audit -> assertThat(audit.path("outcome").asText()).isEqualTo("BLOCK"));
        }
        assertThat(REDIS.block("uncounted").path("reason").asText()).isEqualTo("evaluation_error");
        assertThat(REDIS.block("uncounted").path("detail").asText()).startsWith("quantum:governor:exec:BTCUSDT ");
        assertThat(REDIS.has("quantum:permit:uncounted")).isFalse();
        assertThat(REDIS.has("quantum:governor:last_exec:BTCUSDT")).isFalse();
        assertThat(REDIS.commands().keys("quantum:governor:daily*:BTCUSDT:*")).isEmpty();
        assertThat(REDIS.eventsOf("uncounted"))
                .singleElement()
                .satisfies(event -> assertThat(event).containsEntry("event", "PLAN_BLOCKED"));
        assertThat(REDIS.commands().type("quantum:governor:exec:BTCUSDT")).isEqualTo("hash");
        assertThat(REDIS.permit("before").path("granted").asBoolean()).isTrue();
        assertThat(REDIS.permit("after").path("granted").asBoolean()).isTrue();
        assertThat(REDIS.pending()).isZero();
    }
}
