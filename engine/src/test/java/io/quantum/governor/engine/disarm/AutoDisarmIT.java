package io.quantum.governor.engine.disarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a breach to an executor in dry_run: real daemons, a real file, a real restart command. */
class AutoDisarmIT {
    private static final RedisView REDIS = new RedisView(TestRedis.uri());
    private static final String PRODUCTION = "FIRST=1\nAPPLY_MODE=production\nLAST=2\n";
    private static final String DRY_RUN = "FIRST=1\nAPPLY_MODE=dry_run\nLAST=2\n";

    private final TestExecutor executor;

    AutoDisarmIT(@TempDir Path directory) {
        executor = new TestExecutor(directory, PRODUCTION);
    }

    @BeforeEach
    void empty() {
        REDIS.commands().flushall();
    }

    @AfterAll
    static void end() {
        REDIS.close();
    }

    @Test
    void a_burst_at_two_daemons_gives_one_backup_one_change_one_restart_one_event() {
        try (TestGovernor one = TestGovernor.start(TestRedis.uri(), executor.environment());
                TestGovernor other = TestGovernor.start(TestRedis.uri(), executor.environment())) {
            burst("BTCUSDT");
            burst("ETHUSDT");
            awaitEvents("AUTO_DISARM", 1);
            for (TestGovernor governor : List.of(one, other)) {
                awaitHealth(governor, "\"mode\":\"dry_run\"");
                awaitHealth(governor, "\"state\":\"carried out today\"");
                assertThat(governor.page("/health").statusCode()).isEqualTo(200);
            }
            String sample = "quantum_govern_disarm_total{reason=\"burst_limit_breach\"}";
            assertThat(one.metric(sample) + other.metric(sample)).isEqualTo(1);
            // in dry_run nothing is blocked by the burst gate, so the decisions go on
            REDIS.decide(TestPlan.halfClose("after", "BTCUSDT"));
            assertThat(REDIS.permit("after").path("mode").asText()).isEqualTo("dry_run");
        }
        assertThat(executor.text()).isEqualTo(DRY_RUN);
        assertThat(executor.backups()).containsExactly(PRODUCTION);
        assertThat(executor.restarts()).containsExactly("APPLY_MODE=dry_run");
        assertLockAndEvent();
    }

    private static void assertLockAndEvent() {
        Map<String, String> event = events("AUTO_DISARM").get(0);
        assertThat(event)
                .containsOnlyKeys("event", "timestamp", "reason", "context", "action_taken")
                .containsEntry("reason", "burst_limit_breach")
                .containsEntry("action_taken", "APPLY_MODE=dry_run + restart");
        assertThat(event.get("context")).isIn(context("BTCUSDT"), context("ETHUSDT"));
        String lock = "quantum:governor:disarm:" + LocalDate.now(ZoneOffset.UTC);
        assertThat(REDIS.text(lock))
                .matches("\\{\"reason\":\"burst_limit_breach\",\"context\":\\{.*\\},\"timestamp\":[0-9]{10}\\}")
                .contains(event.get("context"));
        assertThat(REDIS.commands().ttl(lock)).isBetween(86_300L, 86_400L);
    }

    private static String context(String symbol) {
        return "{\"symbol\":\"" + symbol + "\",\"exec_5min\":3,\"limit\":2}";
    }

    @Test
    void nothing_is_disarmed_while_it_is_switched_off() {
        assertNoDisarm("GOV_ENABLE_AUTO_DISARM", "false");
        assertNoDisarm("GOV_DISARM_ON_BURST_BREACH", "no");
    }

    private void assertNoDisarm(String switchedOff, String value) {
        empty();
        Map<String, String> environment = new HashMap<>(executor.environment());
        environment.put(switchedOff, value);
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), environment)) {
            burst("BTCUSDT");
            assertThat(REDIS.has(DisarmKeys.WANTED)).isFalse();
            awaitHealth(governor, "\"state\":\"none today\"");
        }
        assertThat(executor.text()).isEqualTo(PRODUCTION);
    }

    static void burst(String symbol) {
        REDIS.decide(
                TestPlan.halfClose(symbol + ":1", symbol),
                TestPlan.halfClose(symbol + ":2", symbol),
                TestPlan.halfClose(symbol + ":3", symbol));
        assertThat(REDIS.block(symbol + ":3").path("reason").asText()).isEqualTo("burst_limit_exceeded");
    }

    static void awaitEvents(String event, int count) {
        await().atMost(RedisView.PATIENCE)
                .untilAsserted(() -> assertThat(events(event)).hasSize(count));
    }

    static List<Map<String, String>> events(String event) {
        return REDIS.entries(RedisView.EVENTS).stream()
                .filter(e -> event.equals(e.get("event")))
                .toList();
    }

    private static void awaitHealth(TestGovernor governor, String words) {
        await().atMost(RedisView.PATIENCE)
                .untilAsserted(() -> assertThat(governor.page("/health").body()).contains(words));
    }
}
