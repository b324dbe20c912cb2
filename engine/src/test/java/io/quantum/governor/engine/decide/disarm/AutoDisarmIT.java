package io.quantum.governor.engine.decide.disarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quantum.governor.engine.testing.GovernorProcess;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.loaders.redis.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    @Test
    void the_fifth_error_at_any_governor_disarms_and_plans_that_are_skipped_or_malformed_are_none() {
        Map<String, String> testnet = new HashMap<>(executor.environment());
        testnet.put("APPLY_MODE", "testnet");
        executor.write("FIRST=1\n"); // sets no mode
        REDIS.set("quantum:governor:exec:BADUSDT", "no list: permits can't be written");
        try (TestGovernor one = TestGovernor.start(TestRedis.uri(), testnet)) {
            for (int i = 0; i < 5; i++) {
                REDIS.decide(
                        TestPlan.halfClose("skipped:" + i, "BTCUSDT").with("decision", "HOLD"),
                        TestPlan.halfClose("malformed:" + i, "BTCUSDT").with("kill_score", "NaN"));
            }
            assertThat(REDIS.has(Keys.EVALUATION_ERRORS)).isFalse();
            for (int i = 0; i < 4; i++) {
                error("one:" + i);
            }
            one.awaitOutcomes(14);
        }
        assertThat(REDIS.commands().xlen(Keys.EVALUATION_ERRORS)).isEqualTo(4);
        assertThat(executor.text()).isEqualTo("FIRST=1\n");
        try (TestGovernor other = TestGovernor.start(TestRedis.uri(), testnet)) {
            awaitHealth(other, "\"state\":\"none today\"");
            error("other:1");
            awaitEvents("AUTO_DISARM", 1);
            awaitHealth(other, "\"mode\":\"dry_run\"");
        }
        assertThat(events("AUTO_DISARM").get(0))
                .containsEntry("reason", "repeated_errors")
                .containsEntry("context", "{\"errors\":5,\"limit\":5,\"window_sec\":3600}");
        assertThat(executor.text()).isEqualTo("FIRST=1\nAPPLY_MODE=dry_run\n");
        assertThat(REDIS.has(Keys.EVALUATION_ERRORS)).isFalse();
    }

    private static void error(String planId) {
        REDIS.decide(TestPlan.halfClose(planId, "BADUSDT"));
        assertThat(REDIS.block(planId).path("reason").asText()).isEqualTo("evaluation_error");
    }

    @Test
    void a_governor_killed_while_the_executor_restarts_leaves_it_to_another_one() {
        Map<String, String> killing = new HashMap<>(executor.environment());
        Path killed = executor.file().resolveSibling("killed");
        killing.put(
                "GOV_DISARM_RESTART_CMD",
                "test -e " + killed + " || { touch " + killed + "; kill -9 $PPID; }; " + executor.restart());
        try (GovernorProcess first = GovernorProcess.run(TestRedis.uri(), killing)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> first.output().contains("deciding plans"));
            burst("BTCUSDT");
            await().atMost(RedisView.PATIENCE).until(() -> !first.isRunning());
        }
        assertThat(events("AUTO_DISARM")).isEmpty();
        // that it is waited for is DisarmerIT's
        REDIS.commands().del(DisarmKeys.LEASE);
        try (TestGovernor second = TestGovernor.start(TestRedis.uri(), killing)) {
            awaitEvents("AUTO_DISARM", 1);
            awaitHealth(second, "\"state\":\"carried out today\"");
            assertThat(second.metric("quantum_govern_disarm_total{reason=\"burst_limit_breach\"}"))
                    .isEqualTo(1);
        }
        assertThat(executor.text()).isEqualTo(DRY_RUN);
        assertThat(executor.backups()).containsExactly(PRODUCTION);
        assertLockAndEvent();
    }

    @Test
    void a_disarm_that_fails_makes_the_governor_unhealthy_while_its_decisions_go_on() throws IOException {
        Map<String, String> hanging = new HashMap<>(executor.environment());
        Path seen = executor.file().resolveSibling("seen");
        hanging.put(
                "GOV_DISARM_RESTART_CMD", "until test -e " + seen + "; do sleep 0.1; done; echo no such unit; exit 4");
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), hanging)) {
            burst("BTCUSDT");
            awaitHealth(governor, "\"state\":\"under way\"");
            // no plan waits for the command
            REDIS.decide(TestPlan.halfClose("meanwhile", "ETHUSDT"));
            assertThat(events("AUTO_DISARM_FAILED")).isEmpty();
            Files.createFile(seen);
            awaitEvents("AUTO_DISARM_FAILED", 1);
            awaitHealth(governor, "\"state\":\"failing\"");
            assertThat(governor.page("/health").statusCode()).isEqualTo(503);
            assertThat(governor.page("/health").body()).contains("exit code 4", "no such unit");
            assertThat(events("AUTO_DISARM")).isEmpty();
            assertThat(REDIS.commands().pttl(DisarmKeys.LEASE)).isBetween(5_000L, 60_000L);
            assertThat(governor.metric("quantum_govern_disarm_total{reason=\"burst_limit_breach\"}"))
                    .isZero();
        }
    }

    @Test
    void the_mode_is_followed_and_one_that_nobody_knows_leaves_the_last_good_one() {
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), executor.environment())) {
            for (String mode : List.of("dry_run", "testnet", "production")) {
                executor.write("APPLY_MODE=" + mode + "\n");
                await().atMost(RedisView.PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> governor.page("/health").body().contains("\"mode\":\"" + mode + "\""));
            }
            executor.write("APPLY_MODE=live\n");
            awaitHealth(governor, "sets APPLY_MODE=live, which is no mode; staying in production");
            awaitHealth(governor, "\"mode\":\"production\"");
            awaitEvents("APPLY_MODE_REFUSED", 1);
            assertThat(events("APPLY_MODE_REFUSED").get(0))
                    .containsEntry("mode", "production")
                    .extracting(e -> e.get("why"))
                    .asString()
                    .contains("APPLY_MODE=live");
            executor.write("APPLY_MODE=testnet\n");
            awaitHealth(governor, "\"mode\":\"testnet\"");
            awaitHealth(governor, "\"apply_config\":\"followed\"");
            awaitEvents("APPLY_MODE_CHANGED", 4);
        }
    }

    @Test
    void a_switch_that_is_neither_on_nor_off_stops_the_start() {
        Map<String, String> maybe = new HashMap<>(executor.environment());
        maybe.put("GOV_ENABLE_AUTO_DISARM", "maybe");
        try (GovernorProcess governor = GovernorProcess.run(TestRedis.uri(), maybe)) {
            assertThat(governor.awaitExit()).isEqualTo(1);
            assertThat(governor.output())
                    .contains("GOV_ENABLE_AUTO_DISARM: 'maybe' is not allowed; give true or false")
                    .doesNotContain("Exception");
        }
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
