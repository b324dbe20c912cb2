package io.quantum.governor.engine.serve.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.testing.GovernorProcess;
import io.quantum.governor.engine.testing.Patience;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestRulebook;
import io.quantum.governor.loaders.sandbox.BundledRedis;
import io.quantum.governor.loaders.sandbox.SimulatedExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real daemons that tell a receiver what becomes of them, by the real clock. */
class NotifyingDaemonIT {
    /** A resolve waits for a minute by itself. */
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final BundledRedis server = BundledRedis.start();
    private final RedisView redis = new RedisView(server.uri());
    private final Receiver receiver = new Receiver();

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void end() {
        redis.close();
        receiver.close();
        server.close();
    }

    @Test
    void a_disarm_at_four_daemons_is_one_trigger_and_after_the_re_arm_one_resolve() throws IOException {
        Path executor = Files.writeString(directory.resolve("apply.env"), "APPLY_MODE=dry_run\n");
        Map<String, String> environment = Map.of(
                "APPLY_CONFIG_PATH", executor.toString(),
                "GOV_DATA_DIR", directory.resolve("data").toString(),
                "GOV_HEARTBEAT_URL", receiver.url("/beat"),
                "GOV_NOTIFY", receiver.url("/hook"));
        List<TestGovernor> governors = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                governors.add(TestGovernor.start(server.uri(), environment));
            }
            await().until(() -> beats() >= 4);
            redis.set(
                    "quantum:governor:disarm:" + LocalDate.now(ZoneOffset.UTC),
                    "{\"reason\":\"burst_limit_breach\",\"context\":{\"symbol\":\"BTCUSDT\"},\"timestamp\":1769601620}");
            await().until(() -> !hooks().isEmpty());
            assertThat(hooks().get(0))
                    .contains("\"change\":\"firing\"", "governor/disarm", "burst_limit_breach", "BTCUSDT");

            Files.writeString(executor, "APPLY_MODE=testnet\n");
            await().until(() -> hooks().size() == 2);
            assertThat(hooks().get(1)).contains("\"change\":\"resolved\"", "governor/disarm");
            assertThat(governors.get(0).page("/health").body())
                    .contains("\"notifications\":{\"webhook\":\"delivered\"}")
                    .doesNotContain(receiver.url(""));
            assertThat(governors.stream()
                            .mapToDouble(g ->
                                    g.metric("governor_notifications_total{result=\"delivered\",target=\"webhook\"}"))
                            .sum())
                    .isEqualTo(2);
        } finally {
            governors.forEach(TestGovernor::close);
        }
    }

    @Test
    void what_a_killed_daemon_could_not_deliver_is_delivered_once_after_its_restart() {
        Integer[] failures = new Integer[20];
        Arrays.fill(failures, 500);
        receiver.answers(failures);
        Map<String, String> environment =
                Map.of("GOV_NOTIFY", receiver.url("/hook/top-secret"), "GOV_DATA_DIR", directory.toString());
        redis.set("quantum:kill", "stop");
        try (GovernorProcess first = GovernorProcess.run(server.uri(), environment)) {
            await().until(() -> receiver.all().size() >= 2);
            first.killHard();
            assertThat(first.output())
                    .contains("a message to webhook was not taken")
                    .doesNotContain("top-secret");
        }
        receiver.answersNormally();
        try (GovernorProcess second = GovernorProcess.run(server.uri(), environment)) {
            await().until(() -> !hooks().isEmpty());
            // the next one behind it: nothing was sent twice before
            redis.set("quantum:global:kill_switch", "1");
            await().until(() -> hooks().size() >= 2);
            assertThat(second.output()).doesNotContain("top-secret");
        }
        assertThat(hooks()).hasSize(2);
        assertThat(hooks().get(0)).contains("governor/kill:quantum:kill");
        assertThat(hooks().get(1)).contains("governor/kill:quantum:global:kill_switch");
    }

    @Test
    void a_redis_that_dies_is_told() {
        try (TestGovernor governor = TestGovernor.start(
                server.uri(), Map.of("GOV_NOTIFY", receiver.url("/hook"), "GOV_DATA_DIR", directory.toString()))) {
            assertThat(governor.metric("governor_notifications_total{result=\"dropped\",target=\"webhook\"}"))
                    .isZero();
            server.killHard();
            Patience.await().until(() -> !hooks().isEmpty());

            assertThat(hooks().get(0)).contains("\"change\":\"firing\"", "governor/redis-away");
        }
    }

    @Test
    void rules_that_are_refused_and_an_exchange_that_is_silent_are_told_and_so_is_the_end_of_it() throws IOException {
        Path rules = directory.resolve("rules");
        TestRulebook.at(rules);
        SimulatedExchange exchange = SimulatedExchange.start();
        Map<String, String> environment = Map.of(
                "GOV_NOTIFY", receiver.url("/hook"),
                "GOV_DATA_DIR", directory.resolve("data").toString(),
                "GOV_RULES_DIR", rules.toString(),
                "BINANCE_BASE_URL", exchange.baseUrl().toString(),
                "BINANCE_TESTNET_API_KEY", SimulatedExchange.API_KEY,
                "BINANCE_TESTNET_API_SECRET", SimulatedExchange.API_SECRET);
        try (TestGovernor governor = TestGovernor.start(server.uri(), environment)) {
            Path broken = Files.writeString(rules.resolve("gates/broken.drl"), "this is no rule\n");
            exchange.close();
            await().untilAsserted(() -> assertThat(hooks())
                    .anySatisfy(told -> assertThat(told)
                            .contains("\"change\":\"firing\"", "governor/rulebook-refused", "broken.drl"))
                    .anySatisfy(told -> assertThat(told).contains("\"change\":\"firing\"", "governor/exchange-stale")));
            assertThat(governor.page("/health").body()).contains("broken.drl");

            Files.delete(broken);
            await().untilAsserted(() -> assertThat(hooks())
                    .anySatisfy(
                            told -> assertThat(told).contains("\"change\":\"resolved\"", "governor/rulebook-refused")));
        } finally {
            exchange.close();
        }
    }

    @Test
    void the_command_tries_each_target_and_shows_no_secret() {
        receiver.answers(200, 404);
        Map<String, String> targets =
                Map.of("GOV_NOTIFY", receiver.url("/hook/top-secret") + ",pagerduty:top-secret@" + receiver.url(""));
        try (GovernorProcess all = GovernorProcess.command(targets, "notify", "test")) {
            assertThat(all.awaitExit()).isEqualTo(1);
            assertThat(all.output().lines())
                    .anyMatch(line -> line.matches("webhook: delivered in [0-9]+ ms"))
                    .anyMatch(line ->
                            line.matches("pagerduty: failed: it answered with status 404; there is no such place .*"));
            assertThat(all.output()).doesNotContain("top-secret");
        }
        try (GovernorProcess one = GovernorProcess.command(targets, "notify", "test", "--target", "webhook")) {
            assertThat(one.awaitExit()).isZero();
        }
        try (GovernorProcess none = GovernorProcess.command("notify", "test")) {
            assertThat(none.awaitExit()).isEqualTo(1);
            assertThat(none.output()).startsWith("no target is set; give GOV_NOTIFY one");
        }
        assertThat(hooks()).hasSize(2).allMatch(body -> body.contains("\"change\":\"test\""));
    }

    private List<String> hooks() {
        return receiver.taken().stream()
                .filter(got -> got.path().startsWith("/hook"))
                .map(Receiver.Got::body)
                .toList();
    }

    private long beats() {
        return receiver.all().stream().filter(got -> got.path().equals("/beat")).count();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(LONGEST);
    }
}
