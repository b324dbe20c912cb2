package io.quantum.governor.engine.serve.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.loaders.sandbox.Failure;
import io.quantum.governor.loaders.sandbox.SimulatedExchange;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An exchange that fails: plans are decided all the same, on what was known last and by its age. */
class ExchangeFaultsIT {
    private final SimulatedExchange exchange = SimulatedExchange.start();
    private final RedisView redis = new RedisView(TestRedis.uri());
    private int plans;

    @BeforeEach
    void hold_a_position() {
        redis.commands().flushall();
        exchange.setMarkPrice("BTCUSDT", 100);
        exchange.setPosition("BTCUSDT", "BOTH", 1);
        exchange.setMarkPrice("ETHUSDT", 100);
        exchange.setMarkPrice("SOLUSDT", 100);
        exchange.setPosition("ETHUSDT", "BOTH", 1);
    }

    @AfterEach
    void end() {
        assertThat(redis.pending()).isZero();
        redis.close();
        exchange.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.class,
            names = {"TIMEOUT", "TRUNCATED", "TOO_MANY_REQUESTS", "BANNED", "SERVER_ERROR", "CLOCK_SKEW"})
    void plans_are_decided_on_what_is_known_and_its_age_grows(Failure failure) {
        exchange.setSilence(Duration.ofMinutes(1));
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), "testnet", exchange)) {
            exchange.failWith(failure);
            await().atMost(RedisView.PATIENCE).until(() -> governor.metric("governor_exchange_failures_total") >= 1);
            long first = decideAndTellAge();

            await().atMost(RedisView.PATIENCE).until(() -> decideAndTellAge() > first);
            assertThat(governor.page("/health").statusCode()).isEqualTo(200);
            assertThat(governor.page("/health").body()).contains("\"exchange\":\"failing: positions");
        }
    }

    @Test
    void no_plan_waits_for_an_exchange_that_does_not_answer() {
        exchange.setSilence(Duration.ofMinutes(1));
        exchange.failWith(Failure.TIMEOUT);
        try (TestGovernor governor =
                TestGovernor.start(TestRedis.uri(), TestGovernor.withExchange("production", exchange))) {
            await().atMost(RedisView.PATIENCE).until(() -> exchange.requests(SimulatedExchange.POSITIONS_PATH) >= 1);
            redis.decide(TestPlan.halfClose("close", "BTCUSDT"), TestPlan.open("open", "ETHUSDT", "1"));

            assertThat(governor.metric("governor_exchange_positions_age_seconds"))
                    .isInfinite();
        }
        assertThat(redis.permit("close").path("limits_basis").asText()).isEqualTo("qty");
        assertThat(redis.block("open").path("reason").asText()).isEqualTo("notional_unknown");
    }

    @Test
    void a_position_that_the_exchange_does_not_list_is_flat_and_one_that_can_not_be_read_is_unknown() {
        exchange.removePosition("BTCUSDT");
        exchange.setPosition("ETHUSDT", "BOTH", Double.NaN);
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), "production", exchange)) {
            redis.decide(
                    TestPlan.halfClose("missing", "BTCUSDT"),
                    TestPlan.halfClose("unreadable", "ETHUSDT"),
                    TestPlan.open("open", "BTCUSDT", "1"));
            governor.awaitOutcomes(3);
        }
        assertThat(redis.block("missing").path("reason").asText()).isEqualTo("no_position");
        assertThat(redis.permit("unreadable").path("limits_basis").asText()).isEqualTo("qty");
        assertThat(redis.block("open").path("reason").asText()).isEqualTo("portfolio_unknown");
        assertThat(redis.block("open").path("detail").asText())
                .contains("portfolio can't be read: exchange: positions that can't be read: ETHUSDT;");
    }

    @Test
    void a_contract_that_is_not_quoted_in_usd_has_no_notional_and_leaves_no_sum() {
        exchange.setMarkPrice("ETHBTC", 0.05);
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), "production", exchange)) {
            redis.decide(TestPlan.open("cross", "ETHBTC", "1000"), TestPlan.open("before", "BTCUSDT", "1"));
            exchange.setPosition("ETHBTC", "BOTH", 1000);
            await().atMost(RedisView.PATIENCE)
                    .until(() -> governor.metric("governor_exchange_failures_total") == 0 && isUnknown("after"));
        }
        assertThat(redis.block("cross").path("reason").asText()).isEqualTo("notional_unknown");
        assertThat(redis.block("cross").path("detail").asText()).contains("ETHBTC is not quoted in USD");
        assertThat(redis.permit("before").path("computed_notional").asDouble()).isEqualTo(100);
        assertThat(redis.block("after" + plans).path("detail").asText()).contains("without a price in USD: ETHBTC");
    }

    private boolean isUnknown(String stem) {
        plans++;
        // or the permits of the plans before, while the exchange was not asked again, would be what blocks
        redis.commands().del("quantum:governor:exec:SOLUSDT", "quantum:governor:last_exec:SOLUSDT");
        JsonNode audit =
                redis.decide(TestPlan.open(stem + plans, "SOLUSDT", "1")).get(0);
        return audit.path("reason").asText().equals("portfolio_unknown");
    }

    @Test
    void the_governor_recovers_when_the_exchange_does() {
        exchange.failWith(Failure.UNAVAILABLE);
        try (TestGovernor governor =
                TestGovernor.start(TestRedis.uri(), TestGovernor.withExchange("testnet", exchange))) {
            await().atMost(RedisView.PATIENCE)
                    .until(() -> governor.page("/health").body().contains("failing: positions: HTTP 503"));
            exchange.failWith(Failure.NONE);
            await().atMost(RedisView.PATIENCE)
                    .until(() -> governor.page("/health").body().contains("\"exchange\":\"connected\""));
            decideAndTellAge();
        }
    }

    /** Whole seconds since the exchange told the position, as the rules saw it. */
    private long decideAndTellAge() {
        plans++;
        JsonNode audit =
                redis.decide(TestPlan.halfClose("age:" + plans, "BTCUSDT")).get(0);
        assertThat(audit.path("outcome").asText()).isEqualTo("PERMIT");
        for (JsonNode fact : audit.path("facts")) {
            JsonNode position = fact.path("position");
            if (position.path("source").asText().equals("exchange")) {
                assertThat(position.path("qtyBase").asDouble()).isEqualTo(1);
                return position.path("ageSec").asLong();
            }
        }
        throw new AssertionError("the audit record shows no position of the exchange: " + audit);
    }
}
