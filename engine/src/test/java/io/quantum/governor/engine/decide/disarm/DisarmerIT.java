package io.quantum.governor.engine.decide.disarm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.quantum.governor.engine.decide.disarm.ApplyLayer.Step;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestRules;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.loaders.sandbox.BundledRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Disarms that are interrupted, fail, or are told to a Redis that is away; a real one, real files, a real command. */
class DisarmerIT {
    private static final BundledRedis SERVER = BundledRedis.start();
    private static final RedisView REDIS = new RedisView(SERVER.uri());
    private static final Duration LEASE = Duration.ofMillis(300);
    private static final String PRODUCTION = "APPLY_MODE=production\n";
    private static final DisarmRequest WANTED =
            new DisarmRequest("burst_limit_breach", Map.of("symbol", "BTCUSDT"), 1_769_207_000);
    private static final String LOCK = "quantum:governor:disarm:2026-01-23";

    private final List<RedisClient> clients = new ArrayList<>();
    private final List<String> counted = new ArrayList<>();
    private final TestExecutor executor;

    DisarmerIT(@TempDir Path directory) {
        executor = new TestExecutor(directory, PRODUCTION);
    }

    @BeforeEach
    void a_disarm_is_wanted() {
        REDIS.commands().flushall();
        REDIS.set(DisarmKeys.WANTED, new String(WANTED.json(), java.nio.charset.StandardCharsets.UTF_8));
    }

    @AfterAll
    static void end() {
        REDIS.close();
        SERVER.close();
    }

    @ParameterizedTest
    @CsvSource({
        "BACK_UP, production, 0, 1",
        "CHANGE, production, 1, 1",
        "RESTART, dry_run, 1, 1",
        // the restart is the one thing that may be done twice: nobody knows whether it came to its end
        "RECORD, dry_run, 1, 2",
        "RECORDED, dry_run, 1, 1"
    })
    @Timeout(30)
    void whoever_is_killed_at_any_place_another_one_completes_it_once(
            DyingGovernor.Place place, String mode, int backups, int restarts) throws Exception {
        kill(place, executor.restart());
        assertThat(executor.text()).isEqualTo("APPLY_MODE=" + mode + "\n");
        assertThat(executor.backups()).hasSize(backups);
        assertThat(REDIS.has(LOCK)).isEqualTo(place == DyingGovernor.Place.RECORDED);
        assertAnotherOneCompletes(restarts);
    }

    @Test
    @Timeout(30)
    void whoever_is_killed_while_the_executor_restarts_another_one_completes_it_once() throws Exception {
        Path there = executor.file().resolveSibling("there");
        // outlives its governor, as a restart does
        kill(DyingGovernor.Place.RECORDED, executor.restart() + "; touch " + there + "; exec sleep 3");
        assertThat(REDIS.has(LOCK)).isFalse();
        assertAnotherOneCompletes(2);
    }

    /** A governor in a JVM of its own, ended by SIGKILL. */
    private void kill(DyingGovernor.Place place, String restart) throws IOException, InterruptedException {
        Path there = executor.file().resolveSibling("there");
        Process dying = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingGovernor.class.getName(),
                        SERVER.uri(),
                        executor.file().toString(),
                        restart,
                        place.name(),
                        there.toString())
                .inheritIO()
                .start();
        try {
            await().atMost(RedisView.PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> {
                        assertThat(dying.isAlive()).isTrue();
                        return Files.exists(there);
                    });
        } finally {
            dying.destroyForcibly();
        }
        assertThat(dying.waitFor()).isEqualTo(128 + 9);
    }

    private void assertAnotherOneCompletes(int restarts) {
        Disarmer second = disarmer("second", executor.layer().steps("dry_run"));
        await().atMost(RedisView.PATIENCE).until(() -> {
            second.look();
            return REDIS.has(LOCK);
        });
        second.look();
        assertCompletedOnce(restarts);
    }

    @Test
    void of_two_daemons_one_carries_it_out() {
        Disarmer one = disarmer("one", executor.layer().steps("dry_run"));
        Disarmer other = disarmer("other", executor.layer().steps("dry_run"));
        one.look();
        other.look();
        one.look();
        assertCompletedOnce(1);
        assertThat(counted).containsExactly("burst_limit_breach");
        assertThat(other.told()).containsEntry("state", "none today"); // it was on another day
    }

    @Test
    void while_one_is_at_it_another_one_waits() {
        Disarmer other = disarmer("other", executor.layer().steps("dry_run"));
        List<Step> looking = new ArrayList<>(executor.layer().steps("dry_run"));
        looking.add(1, (timestamp, meanwhile) -> other.look());
        disarmer("one", looking).look();
        assertCompletedOnce(1);
    }

    @Test
    void a_second_breach_of_the_day_disarms_nothing() {
        Disarmer disarmer = disarmer("one", executor.layer().steps("dry_run"));
        disarmer.look();
        executor.write(PRODUCTION);
        DisarmRequest again = new DisarmRequest("repeated_errors", Map.of(), WANTED.timestamp() + 60);
        REDIS.set(DisarmKeys.WANTED, new String(again.json(), java.nio.charset.StandardCharsets.UTF_8));
        disarmer.look();
        assertThat(executor.text()).isEqualTo(PRODUCTION);
        assertThat(executor.restarts()).hasSize(1);
        assertThat(REDIS.has(DisarmKeys.WANTED)).isFalse();
        assertThat(REDIS.text(LOCK)).contains("burst_limit_breach");
    }

    @Test
    void a_failure_is_told_once_a_try_and_tried_again_after_a_pause_but_never_told_as_success() throws IOException {
        Files.delete(executor.file());
        Disarmer disarmer = disarmer("one", executor.layer().steps("dry_run"));
        disarmer.look();
        disarmer.look();
        assertThat(events())
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("event", "AUTO_DISARM_FAILED")
                        .containsEntry("reason", "burst_limit_breach")
                        .containsEntry("governor", "one")
                        .containsEntry("why", executor.file() + ": there is no such file"));
        assertThat(disarmer.isFailing()).isTrue();
        assertThat(disarmer.told()).containsEntry("state", "failing").containsEntry("tries", 1L);
        assertThat(REDIS.has(LOCK)).isFalse();
        assertThat(counted).isEmpty();
        assertThat(REDIS.commands().pttl(DisarmKeys.LEASE)).isBetween(5_000L, 60_000L);

        executor.write(PRODUCTION);
        disarmer.look();
        assertThat(executor.text()).isEqualTo(PRODUCTION);
        REDIS.commands().del(DisarmKeys.LEASE); // the pause is over
        disarmer.look();
        assertThat(events()).hasSize(2);
        assertThat(executor.text()).isEqualTo("APPLY_MODE=dry_run\n");
        assertThat(disarmer.isFailing()).isFalse();
        assertThat(REDIS.has(LOCK)).isTrue();
        assertThat(counted).containsExactly("burst_limit_breach");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit 1", "/nowhere/restart", "sleep 60"})
    @Timeout(30)
    void a_restart_that_fails_is_a_failure_though_the_file_is_changed(String command) {
        ApplyLayer layer =
                new ApplyLayer(new ApplyConfig(executor.file()), new RestartCommand(command, Duration.ofMillis(600)));
        Disarmer disarmer = disarmer("one", layer.steps("dry_run"));
        disarmer.look();
        assertThat(events()).extracting(e -> e.get("event")).containsExactly("AUTO_DISARM_FAILED");
        assertThat(disarmer.isFailing()).isTrue();
        assertThat(REDIS.has(LOCK)).isFalse();
        assertThat(executor.backups()).containsExactly(PRODUCTION);
    }

    @Test
    @Timeout(40)
    void a_redis_that_is_away_between_the_restart_and_the_record_has_both_or_none_and_counts_once() throws Exception {
        List<Step> steps = new ArrayList<>(executor.layer().steps("dry_run"));
        steps.add((timestamp, meanwhile) -> signal("STOP"));
        Disarmer disarmer = disarmer("one", steps);
        disarmer.look(); // the script was sent, and nobody has answered
        assertThat(disarmer.isFailing()).isTrue();
        assertThat(counted).isEmpty();
        signal("CONT");
        await().atMost(RedisView.PATIENCE).until(() -> {
            disarmer.look();
            return !counted.isEmpty();
        });
        disarmer.look();
        assertCompletedOnce(1);
        assertThat(counted).containsExactly("burst_limit_breach");
    }

    @Test
    void what_nobody_understands_is_forgotten_and_a_disarm_after_it_is_carried_out() {
        Disarmer disarmer = disarmer("one", executor.layer().steps("dry_run"));
        for (String nonsense : List.of("", "{", "[]", "null", "{\"reason\":1,\"who\":2}")) {
            REDIS.set(DisarmKeys.WANTED, nonsense);
            disarmer.look();
            assertThat(REDIS.has(DisarmKeys.WANTED)).isFalse();
        }
        a_disarm_is_wanted();
        disarmer.look();
        assertCompletedOnce(1);
    }

    @Test
    void one_that_is_called_off_under_way_changes_nothing_after_it() {
        List<Step> steps = new ArrayList<>(executor.layer().steps("dry_run"));
        steps.add(1, (timestamp, meanwhile) -> callOff());
        disarmer("one", steps).look();
        assertThat(executor.text()).isEqualTo(PRODUCTION);
        assertThat(executor.restarts()).isEmpty();
        assertThat(events()).isEmpty();
    }

    @Test
    void whatever_a_step_throws_is_a_failure_that_is_told() {
        Step broken = (timestamp, meanwhile) -> {
            throw new UnsupportedOperationException("no such rights here");
        };
        Disarmer disarmer = disarmer("one", List.of(broken));
        disarmer.look();
        disarmer.look();
        assertThat(events())
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("event", "AUTO_DISARM_FAILED")
                        .hasEntrySatisfying("why", why -> assertThat(why).contains("no such rights here")));
        assertThat(disarmer.isFailing()).isTrue();
    }

    @Test
    void a_redis_that_refuses_is_told_as_failing() {
        REDIS.set(DisarmKeys.WORK, "no hash");
        Disarmer disarmer = disarmer("one", executor.layer().steps("dry_run"));
        disarmer.look();
        assertThat(disarmer.isFailing()).isTrue();
        assertThat(disarmer.told().get("redis")).asString().contains("WRONGTYPE");
        REDIS.commands().del(DisarmKeys.WORK);
        disarmer.look();
        assertCompletedOnce(1);
        assertThat(disarmer.isFailing()).isFalse();
    }

    @Test
    @Timeout(60)
    void of_two_that_look_all_the_time_one_carries_out_each_disarm() throws Exception {
        for (int round = 0; round < 10; round++) {
            REDIS.commands().flushall();
            executor.clear(PRODUCTION);
            Disarmer one = disarmer("one" + round, executor.layer().steps("dry_run"));
            Disarmer other = disarmer("other" + round, executor.layer().steps("dry_run"));
            List.of(one, other).forEach(Disarmer::look);
            a_disarm_is_wanted();
            CompletableFuture.allOf(CompletableFuture.runAsync(one::look), CompletableFuture.runAsync(other::look))
                    .get();
            assertCompletedOnce(1);
        }
    }

    @Test
    void one_that_an_operator_has_called_off_is_not_recorded() {
        List<Step> steps = new ArrayList<>(executor.layer().steps("dry_run"));
        steps.add((timestamp, meanwhile) -> callOff());
        disarmer("one", steps).look();
        assertThat(REDIS.has(LOCK)).isFalse();
        assertThat(events()).isEmpty();
        assertThat(counted).isEmpty();
    }

    private static void callOff() {
        try (RedisClient client = RedisClient.create(SERVER.uri())) {
            new Disarms(client.connect(PlanLoops.CODEC)).callOff();
        }
    }

    private void assertCompletedOnce(int restarts) {
        assertThat(executor.text()).isEqualTo("APPLY_MODE=dry_run\n");
        assertThat(executor.backups()).containsExactly(PRODUCTION);
        assertThat(executor.restarts()).hasSize(restarts);
        assertThat(events())
                .singleElement()
                .satisfies(event -> assertThat(event).containsEntry("event", "AUTO_DISARM"));
        assertThat(REDIS.text(LOCK))
                .isEqualTo("{\"reason\":\"burst_limit_breach\",\"context\":{\"symbol\":\"BTCUSDT\"},"
                        + "\"timestamp\":1769207000}");
        assertThat(REDIS.has(DisarmKeys.WANTED)).isFalse();
        assertThat(REDIS.entries(RedisView.AUDIT).stream()
                        .map(entry -> Deed.read(entry.getOrDefault("json", "").getBytes(UTF_8)))
                        .filter(deed -> deed.deed().equals("AUTO_DISARM")))
                .singleElement()
                .satisfies(deed -> {
                    assertThat(deed.before() + " -> " + deed.after()).isEqualTo("production -> dry_run");
                    assertThat(deed.why()).isEqualTo("burst_limit_breach {\"symbol\":\"BTCUSDT\"}");
                });
    }

    private Disarmer disarmer(String owner, List<Step> steps) {
        RedisClient client = RedisClient.create(RedisURI.create(SERVER.uri()));
        clients.add(client);
        return new Disarmer(
                () -> new DisarmStore(
                        client.connect(PlanLoops.CODEC), owner, RedisView.EVENTS, LEASE, Duration.ofSeconds(60)),
                new ApplyConfig(executor.file()),
                steps,
                new ErrorWatch(() -> TestRules.with(Map.of()), () -> new ApplyMode("production")),
                counted::add,
                Clock.systemUTC());
    }

    private static List<Map<String, String>> events() {
        return REDIS.entries(RedisView.EVENTS);
    }

    private static void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(SERVER.pid()))
                .start()
                .waitFor();
    }

    @org.junit.jupiter.api.AfterEach
    void close() {
        clients.forEach(client -> client.shutdown(Duration.ZERO, Duration.ofSeconds(1)));
    }
}
