package io.quantum.governor.engine.serve.daemon;

import static io.quantum.governor.engine.testing.Patience.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lettuce.core.XAddArgs;
import io.quantum.governor.engine.decide.disarm.TestExecutor;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.ArchiveException;
import io.quantum.governor.engine.record.archive.ArchiveUrl;
import io.quantum.governor.engine.record.archive.AuditQuery;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.testing.GovernorProcess;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.loaders.sandbox.BundledRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done to the governor, by whomever, goes on record once and stays there. */
class DeedsIT {
    private static final String HOSTILE = "odd fills\n\u001b[31m\u202e" + "x".repeat(10_000);

    private final BundledRedis server = BundledRedis.start();
    private final RedisView redis = new RedisView(server.uri());
    private final Path directory;
    private final TestExecutor executor;

    DeedsIT(@TempDir Path directory) {
        this.directory = directory;
        this.executor = new TestExecutor(directory, "APPLY_MODE=production\n");
    }

    @AfterEach
    void stop() {
        redis.close();
        server.close();
    }

    @Test
    void a_kill_is_found_behind_thousands_of_plan_events_and_chained() throws IOException {
        try (TestGovernor governor = start();
                GovernorProcess kill = governor("kill", "on", "--reason", HOSTILE, "--as", "ann")) {
            assertThat(kill.awaitExit()).isZero();
            redis.publish(TestPlan.halfClose("killed:1", "BTCUSDT"));
            governor.awaitOutcomes(1);
            publishEvents(12_000);
            awaitArchived();
        }
        assertThat(redis.entries(RedisView.EVENTS)).noneMatch(event -> "ann".equals(event.get("by")));

        JsonNode found = events("--kind", "kill_switch_on");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).path("who").asText()).isEqualTo("ann");
        assertThat(found.get(0).path("from").asText()).startsWith("command line at ");
        assertThat(found.get(0).path("why").asText()).startsWith("odd fills\n").hasSizeLessThan(2100);
        assertThat(found.get(0).path("before").asText()).isEqualTo("off");
        assertThat(found.get(0).path("after").asText()).isEqualTo("on: quantum:kill");
        String record = found.get(0).path("sequence").asText();
        try (GovernorProcess table = governor("audit", "events", "--format", "table");
                GovernorProcess show = governor("audit", "show", record);
                GovernorProcess tail = governor("audit", "tail");
                GovernorProcess search = governor("audit", "search", "--kind", "deed", "--format", "csv")) {
            assertThat(table.awaitExit()).isZero();
            assertThat(table.output())
                    .contains("KILL_SWITCH_ON by ann (command line at ", "off -> on: quantum:kill")
                    .contains("\\u001b[31m\\u202exxx")
                    .doesNotContain("\u001b", "\u202e");
            assertThat(show.awaitExit()).isZero();
            assertThat(show.output()).contains("who        ann", "before     off", "why        odd fills");
            assertThat(tail.awaitExit()).isZero();
            assertThat(tail.output()).contains("KILL_SWITCH_ON by ann", "BLOCK", "kill_switch_active");
            assertThat(search.awaitExit()).isZero();
            assertThat(search.output().lines()).hasSize(2).last().asString().contains(",DEED,,KILL_SWITCH_ON,");
        }
        try (Archive archive = archive()) {
            assertThat(archive.verify(Optional.empty(), done -> {}).fault()).isEmpty();
            assertThat(archive.stats(Optional.empty(), Optional.empty()).decisions())
                    .isEqualTo(1);
            assertThat(archive.search(
                            new AuditQuery("", "", "", "", "", Optional.empty(), Optional.empty(), AuditQuery.MOST)))
                    .hasSize(1);
        }
    }

    @Test
    void what_a_stranger_changes_is_on_record_once_however_many_daemons_run() throws IOException {
        try (TestGovernor one = start();
                TestGovernor two = start()) {
            awaitKill(one, 0);
            awaitKill(two, 0);

            redis.set("quantum:global:kill_switch", "1");
            awaitKill(one, 1);
            awaitKill(two, 1);
            awaitDeeds(1);
            redis.set("quantum:kill", "TRUE");
            awaitDeeds(2);
            awaitModeKnown();
            Files.writeString(executor.file(), "APPLY_MODE=testnet\n");
            awaitDeeds(3);
            await().until(() -> two.page("/health").body().contains("\"mode\":\"testnet\""));
        }
        redis.commands().del("quantum:kill", "quantum:global:kill_switch");
        Files.writeString(executor.file(), "APPLY_MODE=dry_run\n");
        try (TestGovernor later = start();
                TestGovernor another = start()) {
            awaitKill(later, 0);
            awaitKill(another, 0);
            awaitDeeds(5);
            redis.decide(TestPlan.halfClose("looked:1", "BTCUSDT"));
            awaitArchived();
        }
        List<Deed> deeds = archived();
        assertThat(deeds)
                .extracting(deed -> deed.deed() + ": " + deed.before() + " -> " + deed.after())
                .containsExactlyInAnyOrder(
                        "KILL_SWITCH_ON: off -> on: quantum:global:kill_switch",
                        "KILL_SWITCH_CHANGED: on: quantum:global:kill_switch -> on: quantum:kill,"
                                + " quantum:global:kill_switch",
                        "APPLY_MODE_CHANGED: production -> testnet",
                        "KILL_SWITCH_OFF: on: quantum:kill, quantum:global:kill_switch -> off",
                        "APPLY_MODE_CHANGED: testnet -> dry_run");
        assertThat(deeds).allMatch(deed -> deed.who().startsWith("unknown: "));
        assertThat(redis.entries(RedisView.EVENTS))
                .filteredOn(event -> "KILL_SWITCH_ON".equals(event.get("event")))
                .hasSize(1);
    }

    @Test
    void operators_disarms_rearms_and_overrides_are_on_record_once_each() throws IOException {
        try (TestGovernor governor = start(Map.of("GOV_KILL_SCORE_CRITICAL", "0.7"))) {
            await().until(() -> governor.page("/health").body().contains("\"mode\":\"production\""));
            awaitModeKnown();
            awaitDeeds(1);
            try (GovernorProcess disarm = governor("disarm", "--reason", "a quiet night", "--as", "bob")) {
                assertThat(disarm.awaitExit()).isZero();
            }
            await().until(() -> governor.page("/health").body().contains("\"mode\":\"dry_run\""));
            try (GovernorProcess rearm =
                    governor("rearm", "--mode", "testnet", "--yes", "--reason", "it is day", "--as", "ann")) {
                assertThat(rearm.awaitExit()).isZero();
            }
            await().until(() -> governor.page("/health").body().contains("\"mode\":\"testnet\""));
            redis.decide(TestPlan.halfClose("looked:1", "BTCUSDT"));
            awaitArchived();
        }
        assertThat(archived())
                .extracting(d -> d.deed() + " " + d.who() + " " + d.why() + " " + d.before() + " -> " + d.after())
                .containsExactly(
                        "REARMED ann it is day dry_run -> testnet",
                        "DISARMED bob a quiet night production -> dry_run",
                        "THRESHOLDS_OVERRIDDEN unknown: whoever set the daemon's environment the daemon starts  ->"
                                + " GOV_KILL_SCORE_CRITICAL=0.7 overrides killScore.critical 0.8");
    }

    @Test
    void a_kill_whose_record_is_refused_kills_all_the_same() {
        redis.set(RedisView.AUDIT, "text");
        try (GovernorProcess kill = governor("kill", "on", "--reason", "odd fills")) {
            assertThat(kill.awaitExit()).isEqualTo(1);
            assertThat(kill.output()).contains("the kill switch is on: quantum:kill", "it could NOT be recorded");
        }
        assertThat(redis.text("quantum:kill")).isEqualTo("1");
        assertThat(redis.has("quantum:governor:watched")).isFalse();
    }

    private void publishEvents(int count) {
        Map<String, byte[]> event = Map.of("event", "PLAN_ALLOWED".getBytes(UTF_8));
        for (int i = 0; i < count; i++) {
            redis.commands()
                    .xadd(RedisView.EVENTS, new XAddArgs().maxlen(10_000).approximateTrimming(), event);
        }
    }

    private TestGovernor start() {
        return start(Map.of());
    }

    private TestGovernor start(Map<String, String> more) {
        Map<String, String> environment = environment();
        environment.put("APPLY_MODE", "dry_run");
        environment.putAll(more);
        return TestGovernor.start(server.uri(), environment);
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(executor.environment());
        environment.put("REDIS_URL", server.uri());
        environment.put("GOV_AUDIT_URL", "");
        environment.put("GOV_DATA_DIR", directory.resolve("data").toString());
        return environment;
    }

    private GovernorProcess governor(String... arguments) {
        return GovernorProcess.command(environment(), arguments);
    }

    private JsonNode events(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("audit", "events", "--format", "json"));
        all.addAll(List.of(arguments));
        try (GovernorProcess events = governor(all.toArray(String[]::new))) {
            assertThat(events.awaitExit()).isZero();
            return new ObjectMapper().readTree(events.output());
        }
    }

    private Archive archive() {
        return Archive.open(ArchiveUrl.ofFile(directory.resolve("data").resolve("audit.db")));
    }

    /** Newest first. */
    private List<Deed> archived() {
        try (Archive archive = archive()) {
            return archive.search(AuditQuery.deeds("", Optional.empty(), Optional.empty(), 100)).stream()
                    .map(archive::deed)
                    .toList();
        }
    }

    private void awaitDeeds(int count) {
        // there is no archive before the first record
        await().ignoreExceptionsInstanceOf(ArchiveException.class)
                .untilAsserted(() -> assertThat(archived()).hasSize(count));
    }

    /** From then on a change of the mode is one. */
    private void awaitModeKnown() {
        await().until(() -> redis.commands().hkeys("quantum:governor:watched").stream()
                .anyMatch(state -> state.startsWith("apply_mode:")));
    }

    private void awaitArchived() {
        await().until(() -> redis.commands().xlen(RedisView.AUDIT) == 0);
    }

    private static void awaitKill(TestGovernor governor, int on) {
        String sample = "governor_kill_switch{key=\"quantum:global:kill_switch\"} ";
        await().until(() -> governor.page("/metrics").body().contains(sample + on + ".0"));
    }
}
