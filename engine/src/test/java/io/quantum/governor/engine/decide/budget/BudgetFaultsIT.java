package io.quantum.governor.engine.decide.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quantum.governor.engine.base.settings.Role;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.loaders.sandbox.BundledRedis;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The budget engine alone, while its Redis is away, comes back empty, or holds nonsense for a lease. */
class BudgetFaultsIT {
    private static final String BUDGET = "quantum:portfolio:budget:BTCUSDT";

    private final BundledRedis redis = BundledRedis.start();

    @AfterEach
    void end() {
        redis.close();
    }

    @Test
    void it_starts_without_redis_says_so_and_works_when_it_comes_up() {
        redis.killHard();
        try (TestGovernor engine = start()) {
            await().atMost(RedisView.PATIENCE)
                    .until(() -> engine.budgetPage("GET", "/health").body().contains("\"redis\":\"disconnected: "));
            assertThat(engine.budgetPage("GET", "/health").statusCode()).isEqualTo(503);
            assertThat(engine.budgetPage("GET", "/budget/BTCUSDT").statusCode()).isEqualTo(503);
            assertThat(engine.budgetPage("GET", "/metrics").statusCode()).isEqualTo(200);

            redis.restartEmpty();
            assertWorks(engine);
        }
    }

    @Test
    void it_outlives_a_redis_that_is_killed_and_comes_back_empty() {
        try (TestGovernor engine = start()) {
            assertWorks(engine);
            redis.killHard();
            await().atMost(RedisView.PATIENCE)
                    .until(() -> engine.budgetPage("GET", "/health").statusCode() == 503);
            redis.restartEmpty();
            assertWorks(engine);
        }
    }

    @Test
    void it_outlives_being_emptied_and_a_script_cache_that_is_lost() {
        try (TestGovernor engine = start();
                RedisView view = new RedisView(redis.uri())) {
            assertWorks(engine);
            view.commands().flushall();
            view.commands().scriptFlush();
            assertWorks(engine);
        }
    }

    @Test
    void a_lease_that_is_no_string_is_told_and_when_it_is_gone_the_cycles_go_on() {
        try (RedisView view = new RedisView(redis.uri())) {
            view.hash("quantum:governor:lease:budget", Map.of("owner", "nobody"));
            try (TestGovernor engine = start()) {
                await().atMost(RedisView.PATIENCE)
                        .until(() -> engine.budgetPage("GET", "/health").body().contains("WRONGTYPE"));
                view.commands().del("quantum:governor:lease:budget");
                assertWorks(engine);
            }
        }
    }

    private TestGovernor start() {
        return TestGovernor.start(redis.uri(), Map.of("BUDGET_COMPUTE_INTERVAL_SEC", "1"), EnumSet.of(Role.BUDGET));
    }

    private void assertWorks(TestGovernor engine) {
        try (RedisView view = new RedisView(redis.uri())) {
            view.commands().del(BUDGET);
            String now = BudgetFixture.ago(0);
            view.hash("quantum:state:portfolio", Map.of("equity_usd", "100000", "timestamp", now));
            view.hash(
                    "quantum:position:snapshot:BTCUSDT",
                    Map.of("position_amt", "1", "mark_price", "1", "ts_epoch", now));
            await().atMost(RedisView.PATIENCE).until(() -> view.has(BUDGET));
            assertThat(engine.budgetPage("GET", "/health").statusCode()).isEqualTo(200);
        }
    }
}
