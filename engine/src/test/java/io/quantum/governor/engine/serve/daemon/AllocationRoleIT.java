package io.quantum.governor.engine.serve.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quantum.governor.engine.base.settings.Role;
import io.quantum.governor.engine.decide.cycle.Lease;
import io.quantum.governor.engine.testing.GovernorProcess;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.loaders.sandbox.BundledRedis;
import io.quantum.governor.loaders.sandbox.SimulatedExchange;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The allocation proposer as a daemon's role: its pages, its lease and its way through faults of Redis. */
class AllocationRoleIT {
    private static final Set<Role> ALONE = EnumSet.of(Role.ALLOCATION);
    private static final Map<String, String> EVERY_SECOND = Map.of("LOOP_INTERVAL_SEC", "1");
    private static final String TARGETS = "quantum:allocation:target:";
    private static final String STREAM = "quantum:stream:allocation.target.proposed";

    private final BundledRedis redis = BundledRedis.start();
    private final RedisView view = new RedisView(redis.uri());

    @AfterEach
    void end() {
        view.close();
        redis.close();
    }

    @Test
    void every_metric_of_the_contract_has_help_and_type_before_the_first_cycle_and_health_tells_that_redis_is_away() {
        redis.killHard();
        try (TestGovernor daemon = start()) {
            List<String> lines = page(daemon, "/metrics").body().lines().toList();
            for (String counter : List.of("p29_shadow_loops_total", "p29_shadow_proposed_total")) {
                assertThat(lines).containsOnlyOnce("# TYPE " + counter + " counter");
                assertThat(lines).anyMatch(line -> line.startsWith("# HELP " + counter + " "));
            }
            for (String gauge : List.of("p29_shadow_multiplier", "p29_shadow_eff_confidence", "p29_shadow_eff_score")) {
                assertThat(lines).containsOnlyOnce("# TYPE " + gauge + " gauge");
                assertThat(lines).anyMatch(line -> line.startsWith("# HELP " + gauge + " "));
            }
            await().atMost(RedisView.PATIENCE).until(() -> health(daemon).body().contains("\"disconnected: Unable"));
            assertThat(health(daemon).statusCode()).isEqualTo(503);
            assertThat(health(daemon).body()).contains("\"status\":\"unhealthy\"");
        }
    }

    @Test
    void a_proposal_is_made_again_in_every_cycle_and_the_pages_tell_of_it() {
        target("BTCUSDT");
        view.hash(
                "quantum:capital:efficiency:BTCUSDT",
                Map.of(
                        "efficiency_score", "0.9",
                        "confidence", "0.8",
                        "ts", Long.toString(Instant.now().getEpochSecond())));
        try (TestGovernor daemon = start()) {
            await().atMost(RedisView.PATIENCE).until(() -> view.entries(STREAM).size() >= 3);

            assertThat(view.entries(STREAM))
                    .allSatisfy(event -> assertThat(event)
                            .containsEntry("proposed_target", "1400")
                            .containsEntry("reason", "ok")
                            .containsEntry("mode", "shadow"));
            assertThat(view.commands().ttl(TARGETS + "proposed:BTCUSDT")).isBetween(100L, 600L);
            assertThat(page(daemon, "/metrics").body())
                    .contains("p29_shadow_multiplier{symbol=\"BTCUSDT\"} 1.4\n")
                    .contains("p29_shadow_eff_score{symbol=\"BTCUSDT\"} 0.9\n")
                    .contains("p29_shadow_eff_confidence{symbol=\"BTCUSDT\"} 0.8\n")
                    .contains("p29_shadow_proposed_total{reason=\"ok\"} ");
            assertThat(health(daemon).statusCode()).isEqualTo(200);
            assertThat(health(daemon).body())
                    .contains("\"status\":\"healthy\"", "\"service\":\"p2.9-allocation-target-shadow\"")
                    .contains("\"mode\":\"shadow\"", "\"redis\":\"connected\"", "\"cycles\":\"run by this daemon\"");
            assertThat(page(daemon, "/budget/BTCUSDT").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void of_two_daemons_one_proposes_and_when_it_is_killed_the_other_does_within_two_intervals() {
        target("BTCUSDT");
        try (GovernorProcess first = GovernorProcess.run(redis.uri(), EVERY_SECOND, "allocation")) {
            // a process takes longer to start than a daemon in this one
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !view.entries(STREAM).isEmpty());
            try (TestGovernor second = start()) {
                await().atMost(RedisView.PATIENCE).until(() -> health(second).statusCode() == 200);
                int before = view.entries(STREAM).size();
                Instant begin = Instant.now();
                await().atMost(RedisView.PATIENCE)
                        .until(() -> view.entries(STREAM).size() >= before + 3);
                int proposed = view.entries(STREAM).size();
                long seconds = Duration.between(begin, Instant.now()).toSeconds();
                assertThat(proposed).isLessThanOrEqualTo(before + (int) seconds + 2);
                assertThat(loops(second)).isZero();
                assertThat(health(second).body()).contains("\"cycles\":\"not run by this daemon\"");
                assertThat(page(second, "/metrics").body()).doesNotContain("p29_shadow_multiplier{");

                // the other one asks for the lease in each interval, and gets it when this one's has run out
                assertThat(view.commands().pttl("quantum:governor:lease:allocation"))
                        .isLessThanOrEqualTo(1000L);
                first.killHard();
                awaitLoops(second, 1);
            }
        }
    }

    @Test
    void a_daemon_that_ends_gives_the_lease_back() {
        target("BTCUSDT");
        try (TestGovernor daemon = start()) {
            awaitLoops(daemon, 1);
            assertThat(view.has(Lease.key("allocation"))).isTrue();
        }
        assertThat(view.has(Lease.key("allocation"))).isFalse();
    }

    @Test
    void a_proposer_outlives_a_redis_that_is_killed_and_comes_back_empty() {
        target("BTCUSDT");
        try (TestGovernor daemon = start()) {
            awaitLoops(daemon, 1);
            redis.killHard();
            await().atMost(RedisView.PATIENCE).until(() -> health(daemon).statusCode() == 503);
            assertThat(page(daemon, "/metrics").body()).doesNotContain("p29_shadow_multiplier{");
            redis.restartEmpty();
            await().atMost(RedisView.PATIENCE).until(() -> health(daemon).statusCode() == 200);
            try (RedisView again = new RedisView(redis.uri())) {
                again.hash(TARGETS + "ETHUSDT", Map.of("target_usd", "7"));
                await().atMost(RedisView.PATIENCE).until(() -> again.has(TARGETS + "proposed:ETHUSDT"));
                assertThat(again.commands().hget(TARGETS + "proposed:ETHUSDT", "proposed_target"))
                        .isEqualTo(new byte[] {'7'});
            }
        }
    }

    @Test
    void a_proposer_alone_does_not_ask_the_exchange() {
        target("BTCUSDT");
        try (SimulatedExchange exchange = SimulatedExchange.start();
                TestGovernor daemon =
                        TestGovernor.start(redis.uri(), TestGovernor.withExchange("production", exchange), ALONE)) {
            awaitLoops(daemon, 1);
            assertThat(exchange.requests(SimulatedExchange.POSITIONS_PATH)).isZero();
            assertThat(exchange.requests(SimulatedExchange.TIME_PATH)).isZero();
        }
    }

    @Test
    void an_override_is_shown_and_one_that_is_not_allowed_stops_the_start() {
        try (TestGovernor daemon = TestGovernor.start(redis.uri(), Map.of("P31_MAX_MULT", "1.2"), ALONE)) {
            assertThat(health(daemon).body()).contains("P31_MAX_MULT=1.2 overrides multiplier.max 1.5");
        }
        for (String wrong : List.of("abc", "NaN", "-1", "0.9", "1e9")) {
            assertThatThrownBy(() -> TestGovernor.start(redis.uri(), Map.of("P31_MAX_MULT", wrong), ALONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("P31_MAX_MULT: '" + wrong + "' is not allowed; give a number from 1 to 100 (factor)");
        }
        assertThatThrownBy(() -> TestGovernor.start(redis.uri(), Map.of("P31_MIN_CONF", "2"), ALONE))
                .hasMessage("P31_MIN_CONF: '2' is not allowed; give a number from 0 to 1 (confidence)");
    }

    private TestGovernor start() {
        return TestGovernor.start(redis.uri(), EVERY_SECOND, ALONE);
    }

    private void target(String symbol) {
        view.hash(TARGETS + symbol, Map.of("target_usd", "1000", "mode", "enforce"));
    }

    private static void awaitLoops(TestGovernor daemon, int count) {
        await().atMost(RedisView.PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> loops(daemon) >= count);
    }

    private static double loops(TestGovernor daemon) {
        return page(daemon, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("p29_shadow_loops_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring("p29_shadow_loops_total ".length())))
                .findFirst()
                .orElse(0);
    }

    private static HttpResponse<String> health(TestGovernor daemon) {
        return page(daemon, "/health");
    }

    private static HttpResponse<String> page(TestGovernor daemon, String path) {
        return daemon.allocationPage(path);
    }
}
