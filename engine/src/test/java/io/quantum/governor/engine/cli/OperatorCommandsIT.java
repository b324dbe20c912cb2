package io.quantum.governor.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.disarm.TestExecutor;
import io.quantum.governor.engine.json.Json;
import io.quantum.governor.engine.testing.GovernorProcess;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's day: a burst disarms, the operator looks, kills, and re-arms; by the command line. */
class OperatorCommandsIT {
    private static final String PRODUCTION = "APPLY_MODE=production\nOTHER=1\n";
    private static final String DRY_RUN = "APPLY_MODE=dry_run\nOTHER=1\n";

    private final RedisView redis = new RedisView(TestRedis.uri());
    private final Path directory;
    private final TestExecutor executor;

    private record Ended(int code, String output) {}

    OperatorCommandsIT(@TempDir Path directory) {
        this.directory = directory;
        this.executor = new TestExecutor(directory, PRODUCTION);
    }

    @BeforeEach
    void empty() {
        redis.commands().flushall();
    }

    @AfterEach
    void end() {
        redis.close();
    }

    @Test
    void a_burst_disarms_and_an_operator_looks_kills_and_rearms() throws Exception {
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), executor.environment())) {
            redis.decide(
                    TestPlan.halfClose("1", "BTCUSDT"),
                    TestPlan.halfClose("2", "BTCUSDT"),
                    TestPlan.halfClose("3", "BTCUSDT"));
            await().until(() -> governor.page("/health").body(), body -> body.contains("carried out today"));

            status_tells_the_disarm_and_the_limits_used(governor.url());
            a_killed_system_is_not_rearmed();
            who_does_not_say_yes_changes_nothing();
            an_operator_rearms();
            await().until(() -> governor.page("/health").body(), body -> body.contains("\"mode\":\"production\""));
        }
        an_operator_disarms_while_no_governor_runs();
    }

    private void status_tells_the_disarm_and_the_limits_used(String url) throws Exception {
        Ended table = run("", "status", "--url", url);
        assertThat(table.code()).isZero();
        assertThat(table.output())
                .contains("mode       dry_run", "carried out today", "burst_limit_breach at ")
                .contains("kill       quantum:kill is off", "rulebook   quantum-governor ", "Redis      connected")
                .containsPattern("BTCUSDT +hourly-rate +2 of 3")
                .containsPattern("burst +2 of 2")
                .containsPattern("daily-limits +0.02 of 0.02");
        assertThat(table.output().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        JsonNode json = Json.MAPPER.readTree(
                run("", "status", "--format", "json", "--url", url).output());
        assertThat(json.path("mode").asText()).isEqualTo("dry_run");
        assertThat(json.path("disarm").path("context").path("exec_5min").asInt())
                .isEqualTo(3);
        assertThat(json.path("symbols").get(0).path("limits").findValuesAsText("gate"))
                .contains("burst");
    }

    private void a_killed_system_is_not_rearmed() throws Exception {
        assertThat(run("", "kill", "on", "--reason", "odd fills", "--as", "ann").code())
                .isZero();
        assertThat(redis.text("quantum:kill")).isEqualTo("1");
        assertThat(lastEvent("KILL_SWITCH_ON")).containsEntry("by", "ann").containsEntry("reason", "odd fills");
        Ended refused = run("", "rearm", "--mode", "production", "--reason", "fixed", "--yes");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output()).contains("refused: the kill switch quantum:kill is on");
        redis.set("quantum:global:kill_switch", "TRUE");
        assertThat(run("", "kill", "off", "--reason", "they were right", "--as", "ann")
                        .code())
                .isZero();
        assertThat(redis.has("quantum:kill") || redis.has("quantum:global:kill_switch"))
                .isFalse();
        assertThat(lastEvent("KILL_SWITCH_OFF")).containsEntry("reason", "they were right");
        assertThat(executor.text()).isEqualTo(DRY_RUN);
    }

    private void who_does_not_say_yes_changes_nothing() throws Exception {
        for (String answer : List.of("", "no\n")) {
            Ended asked = run(answer, "rearm", "--mode", "production", "--reason", "fixed");
            assertThat(asked.code()).isEqualTo(1);
            assertThat(asked.output())
                    .contains("disarm: carried out today", "mode:   dry_run -> production in " + executor.file())
                    .contains("Type yes to go on: ", "nothing was changed");
        }
        assertThat(executor.text()).isEqualTo(DRY_RUN);
    }

    private void an_operator_rearms() throws Exception {
        Ended done = run("yes\n", "rearm", "--mode", "production", "--reason", "the publisher was fixed");
        assertThat(done.output()).contains("recorded as REARMED by ", "restart command ended with 0: restarted");
        assertThat(done.code()).isZero();
        assertThat(executor.text()).isEqualTo(PRODUCTION);
        assertThat(executor.restarts()).containsExactly("APPLY_MODE=dry_run", "APPLY_MODE=production");
        assertThat(executor.backups()).containsExactlyInAnyOrder(PRODUCTION, DRY_RUN);
        assertThat(lastEvent("REARMED"))
                .containsEntry("by", System.getProperty("user.name"))
                .containsEntry("reason", "the publisher was fixed")
                .containsEntry("from", "dry_run")
                .containsEntry("mode", "production");
    }

    private void an_operator_disarms_while_no_governor_runs() throws Exception {
        Ended done = run("", "disarm", "--reason", "a quiet night", "--as", "bob");
        assertThat(done.code()).isZero();
        assertThat(executor.text()).isEqualTo(DRY_RUN);
        assertThat(lastEvent("DISARMED")).containsEntry("by", "bob").containsEntry("reason", "a quiet night");
        Ended alone = run("", "status", "--url", "http://127.0.0.1:1");
        assertThat(alone.code()).isEqualTo(1);
        assertThat(alone.output())
                .contains("no governor answers at http://127.0.0.1:1/api/status", "mode       dry_run")
                .contains("carried out today", "quantum:kill is off");
        Files.delete(executor.file());
        Ended failed = run("", "disarm", "--reason", "again", "--as", "bob");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.output()).contains("NOT done: " + executor.file() + ": there is no such file");
        assertThat(lastEvent("DISARMED_FAILED")).containsEntry("by", "bob");
    }

    private Map<String, String> lastEvent(String name) {
        List<Map<String, String>> events = redis.entries(RedisView.EVENTS).stream()
                .filter(event -> name.equals(event.get("event")))
                .toList();
        assertThat(events).as(name).isNotEmpty();
        return events.get(events.size() - 1);
    }

    private Ended run(String typed, String... arguments) throws IOException, InterruptedException {
        Path input = Files.writeString(directory.resolve("typed"), typed);
        Path output = directory.resolve("output");
        ProcessBuilder builder = GovernorProcess.builder(new ArrayList<>(List.of(arguments)).toArray(String[]::new))
                .redirectErrorStream(true)
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile());
        builder.environment().putAll(executor.environment());
        builder.environment().put("REDIS_URL", TestRedis.uri());
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(output));
    }
}
