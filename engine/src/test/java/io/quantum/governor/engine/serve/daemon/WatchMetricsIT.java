package io.quantum.governor.engine.serve.daemon;

import static io.quantum.governor.engine.testing.Patience.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.loaders.sandbox.BundledRedis;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the metrics say of a governor's work, and what they say when nobody knows. */
class WatchMetricsIT {
    private final BundledRedis server = BundledRedis.start();
    private final RedisView redis = new RedisView(server.uri());

    @AfterEach
    void stop() {
        redis.close();
        server.close();
    }

    @Test
    void state_is_shown_and_unknown_when_redis_is_away() {
        try (TestGovernor governor = TestGovernor.start(server.uri(), "testnet")) {
            awaitMetric(governor, "governor_redis_up", 1);
            awaitMetric(governor, "governor_kill_switch{key=\"quantum:kill\"}", 0);
            awaitMetric(governor, "governor_disarm_state{state=\"none today\"}", 1);
            assertThat(governor.metric("governor_apply_mode{mode=\"testnet\"}")).isEqualTo(1);
            assertThat(governor.metric("governor_apply_mode{mode=\"production\"}"))
                    .isZero();
            assertThat(governor.page("/metrics").body()).contains("governor_build_info{commit=\"");

            redis.set("quantum:kill", "stop");

            awaitMetric(governor, "governor_kill_switch{key=\"quantum:kill\"}", 1);
            awaitMetric(governor, "governor_kill_switch{key=\"quantum:global:kill_switch\"}", 0);

            server.killHard();

            awaitMetric(governor, "governor_redis_up", 0);
            assertThat(governor.page("/metrics").body().lines())
                    .contains(
                            "governor_plans_waiting NaN",
                            "governor_oldest_plan_age_seconds NaN",
                            "governor_kill_switch{key=\"quantum:kill\"} NaN");
        }
    }

    @Test
    void plans_that_nobody_decides_are_seen() {
        redis.publish(TestPlan.open("wait:1", "BTCUSDT", "1"));
        // what is in the way of the audit lets no decision through
        redis.set(RedisView.AUDIT, "text");
        try (TestGovernor governor = TestGovernor.begin(server.uri(), Map.of("APPLY_MODE", "testnet"))) {
            await().until(() -> governor.metric("governor_oldest_plan_age_seconds") > 0);
            assertThat(governor.metric("governor_plans_waiting")).isEqualTo(1);

            redis.commands().del(RedisView.AUDIT);

            await().until(() -> governor.page("/metrics").body().contains("governor_plans_waiting 0.0\n"));
            awaitMetric(governor, "governor_oldest_plan_age_seconds", 0);
            assertThat(governor.metric("governor_decision_seconds_count")).isEqualTo(1);
            assertThat(governor.metric("governor_gate_answers_total{answer=\"PASS\",gate=\"kill-switch\"}"))
                    .isEqualTo(1);
            assertThat(governor.metric("governor_gate_answers_total{answer=\"BLOCK\",gate=\"burst\"}"))
                    .isZero();
            assertThat(governor.metric(
                            "governor_gate_last_answer_timestamp_seconds{answer=\"PASS\",gate=\"kill-switch\"}"))
                    .isGreaterThan(1.7e9);
        }
    }

    /** Permits of a symbol that no plan comes for any more. */
    @Test
    void counts_of_permits_fall_by_themselves() {
        String exec = "quantum:governor:exec:SOLUSDT";
        long now = System.currentTimeMillis() / 1000;
        for (long ago : new long[] {1200, 1800}) {
            redis.commands().rpush(exec, Long.toString(now - ago).getBytes(UTF_8));
        }
        try (TestGovernor governor = TestGovernor.start(server.uri(), "testnet")) {
            awaitMetric(governor, "quantum_govern_exec_count_hour{symbol=\"SOLUSDT\"}", 2);
            assertThat(governor.page("/metrics").body())
                    .contains("quantum_govern_exec_count_5min{symbol=\"SOLUSDT\"} 0.0");
            assertThat(governor.metric("governor_limit_used_ratio{gate=\"hourly-rate\",symbol=\"SOLUSDT\"}"))
                    .isBetween(0.66, 0.67);

            redis.commands().lpop(exec);

            awaitMetric(governor, "quantum_govern_exec_count_hour{symbol=\"SOLUSDT\"}", 1);

            redis.commands().del(exec);

            await().until(() -> !governor.page("/metrics").body().contains("SOLUSDT"));
        }
    }

    private static void awaitMetric(TestGovernor governor, String sample, double value) {
        await().until(() -> governor.page("/metrics").body().contains(sample + " " + value + "\n"));
    }
}
