package io.quantum.governor.engine.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.Range;
import io.quantum.governor.engine.testing.GovernorProcess;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.loaders.sandbox.BundledRedis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two real daemons with the budget engine, of which the one that runs the cycles is killed. */
class KilledEngineIT {
    private static final String LEASE = "quantum:governor:lease:budget";
    private static final String VIOLATIONS = "quantum:stream:budget.violation";
    private static final Map<String, String> EVERY_SECOND =
            Map.of("P28_MODE", "enforce", "BUDGET_COMPUTE_INTERVAL_SEC", "1");

    private final BundledRedis server = BundledRedis.start();
    private final RedisView redis = new RedisView(server.uri());

    @AfterEach
    void end() {
        redis.close();
        server.close();
    }

    @Test
    void another_daemon_goes_on_within_two_intervals_and_never_two_at_a_time() {
        feed();
        try (GovernorProcess first = GovernorProcess.run(server.uri(), EVERY_SECOND, "budget")) {
            awaitCycles(1);
            try (GovernorProcess second = GovernorProcess.run(server.uri(), EVERY_SECOND, "governor,budget")) {
                await().atMost(RedisView.PATIENCE).until(() -> second.output().contains("governor started"));
                assertThat(redis.text(LEASE)).contains("-" + first.pid() + "-");
                awaitCycles(cycles().size() + 4);

                first.killHard();
                long killed = System.currentTimeMillis();
                feed();
                await().atMost(RedisView.PATIENCE)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> redis.text(LEASE).contains("-" + second.pid() + "-"));
                long takenOver = System.currentTimeMillis();
                await().atMost(RedisView.PATIENCE).until(() -> newestCycle() > killed);

                assertThat(takenOver - killed).isLessThan(2000);
                assertThat(newestCycle() - killed).isLessThan(2500);
                awaitCycles(cycles().size() + 3);
            }
        }
        List<Long> cycles = cycles();
        for (int i = 1; i < cycles.size(); i++) {
            assertThat(cycles.get(i) - cycles.get(i - 1))
                    .as("between cycles %d and %d of %s", i - 1, i, cycles)
                    .isGreaterThan(500);
        }
    }

    /** A position above its budget: each cycle tells one violation. */
    private void feed() {
        String now = Long.toString(System.currentTimeMillis() / 1000 + 4);
        redis.hash("quantum:state:portfolio", Map.of("equity_usd", "100000", "timestamp", now));
        redis.hash(
                "quantum:position:snapshot:BTCUSDT",
                Map.of("position_amt", "1", "mark_price", "100000", "ts_epoch", now));
    }

    private void awaitCycles(int count) {
        await().atMost(Duration.ofSeconds(60)).until(() -> cycles().size() >= count);
    }

    private long newestCycle() {
        List<Long> cycles = cycles();
        return cycles.isEmpty() ? 0 : cycles.get(cycles.size() - 1);
    }

    /** When each cycle wrote its violation, by the clock of Redis, milliseconds. */
    private List<Long> cycles() {
        return redis.commands().xrange(VIOLATIONS, Range.unbounded()).stream()
                .map(event ->
                        Long.parseLong(event.getId().substring(0, event.getId().indexOf('-'))))
                .toList();
    }
}
