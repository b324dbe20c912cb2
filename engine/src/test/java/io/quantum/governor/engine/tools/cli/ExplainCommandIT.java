package io.quantum.governor.engine.tools.cli;

import static io.quantum.governor.engine.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.testing.GovernorProcess;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.engine.testing.TestRulebook;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code governor explain}, asked of a running daemon, and of what it has left behind. */
class ExplainCommandIT {
    private final Path directory;
    private final RedisView redis = new RedisView(TestRedis.uri());

    ExplainCommandIT(@TempDir Path directory) {
        this.directory = directory;
        redis.commands().flushall();
    }

    @Test
    void a_daemon_explains_what_it_decided_whatever_became_of_the_plan() throws IOException {
        try (TestGovernor governor =
                TestGovernor.start(TestRedis.uri(), environment("GOV_KILL_SCORE_CRITICAL", "0.9"))) {
            redis.publish(
                    TestPlan.open("e:1", "BTCUSDT", "1").with("kill_score", "0.95"),
                    TestPlan.halfClose("e:2", "BTCUSDT"),
                    TestPlan.halfClose("e:3", "ETHUSDT").with("decision", "HOLD"),
                    TestPlan.halfClose("e:4", "ETHUSDT").with("kill_score", "high"),
                    TestPlan.halfClose("e:2", "BTCUSDT"));
            governor.awaitOutcomes(5);

            assertThat(explained(0, governor, "e:1"))
                    .startsWith("Plan e:1 (OPEN BTCUSDT) was blocked by gate 1, kill-score:"
                            + " kill_score_critical_non_close, 0.95 against a limit of 0.9.")
                    .contains("threshold set by the operator: GOV_KILL_SCORE_CRITICAL=0.9 overrides")
                    .contains("0.95 against a limit of 0.9 score (killScore.critical), 0.05 above it")
                    .contains(
                            "the kill score was 0.95 and had to be less than 0.9 (killScore.critical): 0.05 too high");
            assertThat(explained(0, governor, "e:3")).contains("was skipped", "(intake: skip a plan that");
            assertThat(explained(0, governor, "e:4")).contains("before any rule was asked", "malformed_plan");
            JsonNode twice =
                    Json.MAPPER.readTree(governor.page("/api/explain/e:2").body());
            assertThat(twice.at("/verdict/outcome").asText()).isEqualTo("DUPLICATE");
            String first = twice.at("/others/0/streamId").asText();
            assertThat(explained(0, governor, "e:2", "--entry", first)).contains("was permitted");
            assertThat(governor.page("/api/explain/nobody").statusCode()).isEqualTo(404);
            assertThat(explained(1, governor, "nobody").strip())
                    .isEqualTo("the audit holds no decision on plan nobody");
        }
    }

    @Test
    void what_a_daemon_decided_is_explained_from_the_archive_when_it_runs_no_more() throws IOException {
        Map<String, String> environment = environment("GOV_AUDIT_URL", "jdbc:sqlite:" + directory.resolve("audit.db"));
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), environment)) {
            redis.publish(TestPlan.open("a:1", "BTCUSDT", "1").with("kill_score", TestRulebook.BETWEEN));
            governor.awaitOutcomes(1);
            await().until(() -> redis.commands().xlen(RedisView.AUDIT) == 0);
            assertThat(explained(0, governor, "a:1")).contains("of the archive");
        }
        TestRulebook lower = TestRulebook.at(directory.resolve("lower")).lowerTheCriticalScore();

        String against = printed(
                environment, 0, "explain", "a:1", "--against", lower.directory().toString());
        assertThat(against)
                .contains("Plan a:1 (OPEN BTCUSDT) was blocked by gate 4, known-notional")
                .containsPattern("\\* +gate 1, kill-score +PASS, 0.75 against 0.8 +BLOCK")
                .contains("Threshold killScore.critical: 0.8 then, 0.7 there.");

        TestRulebook same = TestRulebook.at(directory.resolve("same"));
        String test = printed(environment, 0, "explain", "a:1", "--as-test");
        Files.writeString(
                same.directory().resolve("tests/known-notional.yaml"),
                test.substring(test.indexOf("  - name")),
                StandardOpenOption.APPEND);
        assertThat(tested(same.directory(), "plan a:1")).contains(": 1 test, all passed");
    }

    private static Map<String, String> environment(String name, String value) {
        return Map.of("APPLY_MODE", "production", "REDIS_URL", TestRedis.uri(), "METRICS_PORT", "0", name, value);
    }

    private static String printed(Map<String, String> environment, int code, String... arguments) {
        Map<String, String> there = new HashMap<>(environment);
        // nobody serves this port
        there.put("METRICS_PORT", "1");
        try (GovernorProcess command = GovernorProcess.command(there, arguments)) {
            assertThat(command.awaitExit()).as(command::output).isEqualTo(code);
            return command.output();
        }
    }

    private static String tested(Path rules, String filter) {
        PrintStream out = System.out;
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        try (PrintStream there = new PrintStream(taken, true, StandardCharsets.UTF_8)) {
            System.setOut(there);
            assertThat(new CommandLine(new TestCommand()).execute(rules.toString(), "--filter", filter))
                    .isZero();
        } finally {
            System.setOut(out);
        }
        return taken.toString(StandardCharsets.UTF_8);
    }

    private static String explained(int code, TestGovernor governor, String... arguments) {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        PrintStream err = System.err;
        try (PrintStream both = new PrintStream(taken, true, StandardCharsets.UTF_8)) {
            System.setErr(both);
            CommandLine line =
                    new CommandLine(new ExplainCommand()).setOut(new PrintWriter(both, true, StandardCharsets.UTF_8));
            String[] all = Arrays.copyOf(arguments, arguments.length + 2);
            all[arguments.length] = "--url";
            all[arguments.length + 1] = governor.url();
            assertThat(line.execute(all)).isEqualTo(code);
        } finally {
            System.setErr(err);
        }
        return taken.toString(StandardCharsets.UTF_8);
    }
}
