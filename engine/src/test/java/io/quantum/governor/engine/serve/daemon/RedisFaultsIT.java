package io.quantum.governor.engine.serve.daemon;

import static io.quantum.governor.engine.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.Consumer;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.loaders.sandbox.BundledRedis;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Redis that is away, comes back empty, or forgets; always the bundled one, whose process can be killed. */
class RedisFaultsIT {
    private static final Map<String, String> TESTNET = Map.of("APPLY_MODE", "testnet");

    private final BundledRedis redis = BundledRedis.start();

    @AfterEach
    void end() {
        redis.close();
    }

    @Test
    void a_governor_starts_without_redis_says_so_and_recovers_when_it_comes_up() {
        redis.killHard();
        try (TestGovernor governor = TestGovernor.begin(redis.uri(), TESTNET)) {
            await().atMost(RedisView.PATIENCE)
                    .until(() -> governor.page("/health").body().contains("\"redis\":\"disconnected: Unable"));
            assertThat(governor.page("/health").statusCode()).isEqualTo(503);
            assertThat(governor.page("/health").body()).contains("\"status\":\"unhealthy\"");
            assertThat(governor.page("/metrics").statusCode()).isEqualTo(200);

            redis.restartEmpty();
            awaitHealth(governor, 200);
            assertDecides("after");
        }
    }

    @Test
    void a_governor_outlives_a_redis_that_is_killed_and_comes_back_empty() {
        try (TestGovernor governor = TestGovernor.start(redis.uri(), "testnet")) {
            assertDecides("before");
            assertThat(governor.page("/health").statusCode()).isEqualTo(200);
            redis.killHard();
            awaitHealth(governor, 503);
            redis.restartEmpty();
            awaitHealth(governor, 200);
            assertDecides("after");
            // its memory was lost with Redis, so this is a new plan
            assertDecides("before");
        }
    }

    @Test
    void a_governor_outlives_being_emptied_while_it_waits_for_plans() {
        try (TestGovernor governor = TestGovernor.start(redis.uri(), "testnet");
                RedisView view = new RedisView(redis.uri())) {
            for (int round = 0; round < 5; round++) {
                assertDecides("round" + round);
                view.commands().flushall();
                await().atMost(RedisView.PATIENCE).until(() -> view.has(RedisView.PLANS));
                assertThat(governor.page("/health").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void a_redis_that_forgot_the_script_is_told_it_again() {
        try (TestGovernor governor = TestGovernor.start(redis.uri(), "testnet");
                RedisView view = new RedisView(redis.uri())) {
            assertDecides("before");
            view.commands().scriptFlush();
            view.decide(
                    TestPlan.halfClose("after:1", "BTCUSDT"),
                    TestPlan.halfClose("after:2", "ETHUSDT"),
                    TestPlan.halfClose("after:3", "BTCUSDT"));

            assertThat(view.commands().keys("quantum:permit:after:*")).hasSize(3);
            assertThat(view.audits().values())
                    .allSatisfy(records -> assertThat(records).hasSize(1));
            governor.awaitOutcomes(4);
        }
    }

    @Test
    void while_redis_is_busy_with_a_script_of_others_the_governor_never_says_that_it_answers() {
        try (TestGovernor governor = TestGovernor.start(redis.uri(), "testnet");
                RedisView view = new RedisView(redis.uri());
                RedisView other = new RedisView(redis.uri())) {
            view.commands().configSet("lua-time-limit", "50");
            var endless = CompletableFuture.runAsync(
                    () -> other.commands().eval("while true do end", ScriptOutputType.VALUE));
            awaitHealth(governor, 503);
            await().during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(4))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> governor.page("/health").statusCode() == 503);

            view.commands().scriptKill();
            await().until(endless::isDone);
            awaitHealth(governor, 200);
            assertDecides("after");
        }
    }

    @Test
    void an_entry_that_a_dead_governor_had_read_is_taken_over_and_decided_once() {
        try (RedisView view = new RedisView(redis.uri())) {
            List<String> ids = view.publish(
                    TestPlan.halfClose("orphan:1", "BTCUSDT"),
                    TestPlan.halfClose("orphan:2", "BTCUSDT"),
                    TestPlan.halfClose("x", "BTCUSDT").without("plan_id"));
            readAndDie(view, ids.size());
            try (TestGovernor governor = TestGovernor.start(redis.uri(), "testnet")) {
                view.awaitDecided(ids);
                assertDecides("new");
                governor.awaitOutcomes(4);
            }
            assertThat(view.audits().values())
                    .allSatisfy(records -> assertThat(records).hasSize(1));
            assertThat(view.commands().keys("quantum:permit:orphan:*")).hasSize(2);
            assertThat(view.commands().llen("quantum:governor:exec:BTCUSDT")).isEqualTo(2);
            assertThat(view.pending()).isZero();
        }
    }

    @SuppressWarnings("unchecked") // Lettuce takes its streams as generic varargs
    private static void readAndDie(RedisView view, int entries) {
        view.commands()
                .xgroupCreate(
                        StreamOffset.from(RedisView.PLANS, "0"), RedisView.GROUP, XGroupCreateArgs.Builder.mkstream());
        List<StreamMessage<String, byte[]>> read = view.commands()
                .xreadgroup(Consumer.from(RedisView.GROUP, "dead"), StreamOffset.lastConsumed(RedisView.PLANS));
        assertThat(read).hasSize(entries);
    }

    private void assertDecides(String planId) {
        try (RedisView view = new RedisView(redis.uri())) {
            view.decide(TestPlan.halfClose(planId, "A" + planId.toUpperCase(java.util.Locale.ROOT)));
            assertThat(view.permit(planId).path("granted").asBoolean()).isTrue();
        }
    }

    private static void awaitHealth(TestGovernor governor, int status) {
        await().atMost(RedisView.PATIENCE)
                .until(() -> governor.page("/health"), (HttpResponse<String> page) -> page.statusCode() == status);
    }
}
