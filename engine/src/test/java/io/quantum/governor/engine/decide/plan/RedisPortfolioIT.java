package io.quantum.governor.engine.decide.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The portfolio's sum in production, of positions that other programs wrote into Redis. */
class RedisPortfolioIT {
    private static final RedisView REDIS = new RedisView(TestRedis.uri());
    private static TestGovernor governor;
    private static int plans;

    @BeforeAll
    static void start() {
        governor = TestGovernor.start(
                TestRedis.uri(),
                Map.of("APPLY_MODE", "production", "GOV_MAX_EXEC_PER_HOUR", "100", "GOV_MAX_EXEC_PER_5MIN", "100"));
    }

    @BeforeEach
    void hold_a_position() {
        REDIS.commands().flushall();
        position("BTCUSDT", "1", "100");
    }

    @AfterAll
    static void end() {
        governor.close();
        REDIS.close();
    }

    @Test
    void positions_that_are_all_known_make_a_sum() {
        position("ETHUSDT", "-1", "50");
        await().atMost(RedisView.PATIENCE)
                .until(() -> open("BTCUSDT").path("outcome").asText().equals("PERMIT"));
    }

    @Test
    void a_position_that_can_not_be_read_leaves_no_sum_and_is_named() {
        position("ETHUSDT", "many", "50");
        assertUnknown("quantum:position:snapshot:ETHUSDT: position_amt must be a finite number, is 'many'");
    }

    @Test
    void a_position_without_a_price_leaves_no_sum_and_is_named() {
        position("ETHUSDT", "1", "");
        assertUnknown("quantum:position:snapshot:ETHUSDT: mark_price is not above 0");
    }

    @Test
    void a_key_of_another_type_leaves_no_sum_and_is_named() {
        REDIS.set("quantum:state:positions:ETHUSDT", "1");
        assertUnknown("quantum:state:positions:ETHUSDT: holds another type");
    }

    @Test
    void a_position_in_another_asset_than_usd_leaves_no_sum_and_an_open_of_it_has_no_notional() {
        position("ETHBTC", "1000", "0.05");
        assertUnknown("quantum:position:snapshot:ETHBTC: ETHBTC is not quoted in USD");
        assertThat(open("ETHBTC").path("reason").asText()).isEqualTo("notional_unknown");
    }

    private static void assertUnknown(String detail) {
        await().atMost(RedisView.PATIENCE).until(() -> {
            open("BTCUSDT");
            return REDIS.block("plan:" + plans).path("detail").asText().contains(detail);
        });
        assertThat(REDIS.block("plan:" + plans).path("reason").asText()).isEqualTo("portfolio_unknown");
    }

    private static JsonNode open(String symbol) {
        plans++;
        return REDIS.decide(TestPlan.open("plan:" + plans, symbol, "1")).get(0);
    }

    private static void position(String symbol, String amount, String price) {
        REDIS.hash(
                "quantum:position:snapshot:" + symbol,
                Map.of(
                        "position_amt",
                        amount,
                        "mark_price",
                        price,
                        "ts_epoch",
                        Long.toString(Instant.now().getEpochSecond())));
    }
}
