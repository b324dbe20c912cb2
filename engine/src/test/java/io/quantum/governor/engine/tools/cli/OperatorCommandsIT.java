package io.quantum.governor.engine.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.decide.disarm.TestExecutor;
import io.quantum.governor.engine.testing.GovernorProcess;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import java.io.IOException;
import java.io.OutputStream;
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

    private record Running(Process process, Path output) {
        Ended ended() throws IOException, InterruptedException {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), Files.readString(output));
        }
    }

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
            await().atMost(RedisView.PATIENCE)
                    .until(() -> governor.page("/health").body(), body -> body.contains("carried out today"));

            status_tells_the_disarm_and_the_limits_used(governor.url());
            a_killed_system_is_not_rearmed();
            who_does_not_say_yes_changes_nothing();
            a_kill_switch_that_is_turned_on_while_the_question_waits_refuses_it();
            an_operator_rearms();
            await().atMost(RedisView.PATIENCE)
                    .until(() -> governor.page("/health").body(), body -> body.contains("\"mode\":\"production\""));
        }
        an_operator_disarms_while_no_governor_runs();
    }

    private void status_tells_the_disarm_and_the_limits_used(String url) throws Exception {
        Running text = begin(TestRedis.uri(), "", "status", "--url", url);
        Running fields = begin(TestRedis.uri(), "", "status", "--format", "json", "--url", url);
        Ended table = text.ended();
        assertThat(table.code()).isZero();
        assertThat(table.output())
                .contains("mode       dry_run", "carried out today", "burst_limit_breach at ")
                .contains("kill       quantum:kill is off", "rulebook   quantum-governor ", "Redis      connected")
                .containsPattern("BTCUSDT +hourly-rate +2 of 3")
                .containsPattern("burst +2 of 2")
                .containsPattern("daily-limits +0.02 of 0.02");
        assertThat(table.output().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        JsonNode json = Json.MAPPER.readTree(fields.ended().output());
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
        List<Running> rearms = new ArrayList<>();
        for (String answer : List.of("", "no\n")) {
            rearms.add(begin(TestRedis.uri(), answer, "rearm", "--mode", "production", "--reason", "fixed"));
        }
        for (Running rearm : rearms) {
            Ended asked = rearm.ended();
            assertThat(asked.code()).isEqualTo(1);
            assertThat(asked.output())
                    .contains("disarm: carried out today", "mode:   dry_run -> production in " + executor.file())
                    .contains("Type yes to go on: ", "nothing was changed");
        }
        assertThat(executor.text()).isEqualTo(DRY_RUN);
    }

    private void a_kill_switch_that_is_turned_on_while_the_question_waits_refuses_it() throws Exception {
        Running rearm = begin(
                TestRedis.uri(), ProcessBuilder.Redirect.PIPE, "rearm", "--mode", "production", "--reason", "fixed");
        await().atMost(RedisView.PATIENCE)
                .until(() -> Files.readString(rearm.output()).contains("Type yes"));
        redis.set("quantum:global:kill_switch", "1");
        try (OutputStream typed = rearm.process().getOutputStream()) {
            typed.write("yes\n".getBytes(UTF_8));
        }
        Ended refused = rearm.ended();
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output())
                .contains("refused: the kill switch quantum:global:kill_switch is on")
                .contains("first: governor kill off");
        assertThat(executor.text()).isEqualTo(DRY_RUN);
        redis.commands().del("quantum:global:kill_switch");
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
        assertThat(executor.seen()).contains("GOV_DISARM_RESTART_CMD=").doesNotContain("REDIS_URL=");
        Ended alone = run("", "status", "--url", "http://127.0.0.1:1/");
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

    @Test
    void without_redis_an_operator_disarms_and_looks_but_neither_rearms_nor_kills() throws Exception {
        String nowhere = "redis://127.0.0.1:1";
        Running rearm = begin(nowhere, "", "rearm", "--mode", "testnet", "--reason", "fixed", "--yes");
        Ended kill = begin(nowhere, "", "kill", "on", "--reason", "odd fills").ended();
        assertThat(kill.output()).contains("the kill switch is NOT known to be on");
        for (Ended failed : List.of(rearm.ended(), kill)) {
            assertThat(failed.code()).isEqualTo(1);
            assertThat(failed.output())
                    .contains("is Redis running? Its address")
                    .doesNotContain("\tat ");
        }
        assertThat(executor.text()).isEqualTo(PRODUCTION);
        Ended disarm = begin(nowhere, "", "disarm", "--reason", "no Redis").ended();
        assertThat(disarm.code()).isEqualTo(1);
        assertThat(disarm.output()).contains("sets APPLY_MODE=dry_run now", "NOT recorded as DISARMED");
        assertThat(executor.text()).isEqualTo(DRY_RUN);
        assertThat(executor.restarts()).hasSize(1);
        Ended status =
                begin(nowhere, "", "status", "--url", "http://127.0.0.1:1").ended();
        assertThat(status.code()).isEqualTo(1);
        assertThat(status.output())
                .contains("mode       dry_run", "is Redis running?")
                .contains("kill       unknown", "limits     only a governor can tell");
    }

    private Map<String, String> lastEvent(String name) {
        List<Map<String, String>> events = redis.entries(RedisView.EVENTS).stream()
                .filter(event -> name.equals(event.get("event")))
                .toList();
        assertThat(events).as(name).isNotEmpty();
        return events.get(events.size() - 1);
    }

    private Ended run(String typed, String... arguments) throws IOException, InterruptedException {
        return begin(TestRedis.uri(), typed, arguments).ended();
    }

    /** Begins a command; several may run at once. */
    private Running begin(String redisUri, String typed, String... arguments) throws IOException {
        Path input = Files.writeString(Files.createTempFile(directory, "typed", ""), typed);
        return begin(redisUri, ProcessBuilder.Redirect.from(input.toFile()), arguments);
    }

    private Running begin(String redisUri, ProcessBuilder.Redirect input, String... arguments) throws IOException {
        Path output = Files.createTempFile(directory, "output", "");
        ProcessBuilder builder = GovernorProcess.builder(arguments)
                .redirectErrorStream(true)
                .redirectInput(input)
                .redirectOutput(output.toFile());
        builder.command().add(1, "-XX:+UseSerialGC");
        builder.environment().putAll(executor.environment());
        builder.environment().put("REDIS_URL", redisUri);
        return new Running(builder.start(), output);
    }
}
