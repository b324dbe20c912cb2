package io.quantum.governor.engine.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code governor gates}, asked of a running daemon. */
class GatesCommandIT {
    @Test
    void each_gate_is_shown_with_its_last_answers_owner_and_thresholds() {
        try (RedisView redis = new RedisView(TestRedis.uri())) {
            redis.commands().flushall();
            try (TestGovernor governor = TestGovernor.start(
                    TestRedis.uri(), Map.of("APPLY_MODE", "production", "GOV_KILL_SCORE_CRITICAL", "0.9"))) {
                redis.decide(TestPlan.open("gates:1", "BTCUSDT", "1").with("kill_score", "0.95"));
                governor.awaitOutcomes(1);

                String table = printed(0, "--url", governor.url());
                assertThat(row(table, "kill-score")).containsPattern("^1 +kill-score +risk +never +[-0-9:]+Z? +never");
                assertThat(row(table, "kill-switch")).containsPattern("^-1 +kill-switch +risk +[-0-9:]+Z? +never");
                assertThat(table)
                        .contains("    killScore.critical 0.9 score, from GOV_KILL_SCORE_CRITICAL\n")
                        .contains("    burst.maxPer5Min 2 permits, from gates/burst.drl\n");
                assertThat(table.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
                assertThat(printed(0, "--format", "json", "--url", governor.url()))
                        .contains("\"name\":\"kill-score\"", "\"authored\":0.8", "\"notes\":[]");
            }
        }
    }

    @Test
    void a_gate_that_has_long_been_quiet_has_a_note() {
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), Map.of("GOV_GATE_QUIET_AFTER_SEC", "1"))) {
            org.awaitility.Awaitility.await()
                    .untilAsserted(() -> assertThat(printed(0, "--url", governor.url()))
                            .contains("kill-switch: no plan has made it answer BLOCK for ")
                            .contains("kill-switch: no plan has come to it in that time"));
        }
    }

    @Test
    void without_a_daemon_it_says_so_in_one_sentence() {
        assertThat(printed(1, "--url", "http://127.0.0.1:1").strip().lines())
                .singleElement()
                .asString()
                .isEqualTo(
                        "no governor answers at http://127.0.0.1:1/api/gates; if none runs, start one with: governor run");
    }

    private static String row(String table, String gate) {
        return table.lines()
                .filter(line -> line.matches("[^ ]+ +" + gate + " .*"))
                .findFirst()
                .orElse("");
    }

    private static String printed(int exitCode, String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        try (PrintStream both = new PrintStream(taken, true, StandardCharsets.UTF_8)) {
            System.setOut(both);
            System.setErr(both);
            assertThat(new CommandLine(new GatesCommand()).execute(arguments)).isEqualTo(exitCode);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return taken.toString(StandardCharsets.UTF_8);
    }
}
