package io.quantum.governor.engine.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.PassedTests;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.testing.GovernorProcess;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.engine.testing.TestRulebook;
import io.quantum.governor.engine.testing.TestRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code governor run} as a process: how it starts, refuses to start, and ends. */
class RunCommandIT {
    private static final String NOWHERE = "redis://127.0.0.1:1";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GOV_MAX_EXEC_PER_HOUR              | abc      | give a whole number from 0 to 100 (permits)
            GOV_MAX_REDUCE_NOTIONAL_PER_DAY_USD | -1      | give a number from 0 to 1e15 (USD)
            GOV_KILL_SCORE_CRITICAL            | NaN      | give a number from 0 to
            METRICS_PORT                       | 99999999 | give a whole number from 0 to 65535
            APPLY_MODE                         | prod     | give one of [production, testnet, dry_run]
            P28_MODE                           | on       | give one of [shadow, enforce]
            BASE_RISK_PCT                      | 2        | give a number from 0 to 1 (share of equity)
            ALPHA_HEAT                         | NaN      | give a number from 0 to 1 (weight)
            BUDGET_COMPUTE_INTERVAL_SEC        | 0        | give a whole number from 1 to 59
            LOOP_INTERVAL_SEC                  | ten      | give a whole number from 1 to 300
            HEAT_GATE_METRICS_URL              | heat:80  | give a URL such as http://localhost:8056/metrics
            """)
    void a_wrong_setting_stops_the_start_with_one_line(String variable, String value, String allowed) {
        try (GovernorProcess process = GovernorProcess.run(NOWHERE, Map.of(variable, value))) {
            assertThat(process.awaitExit()).isEqualTo(1);
            assertThat(process.output().strip().lines())
                    .singleElement()
                    .asString()
                    .startsWith(variable + ": '" + value + "' is not allowed; " + allowed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"governor,paper", "budget,", "GOVERNOR", ""})
    void an_unknown_role_stops_the_start_with_one_line(String roles) {
        try (GovernorProcess process = GovernorProcess.run(NOWHERE, Map.of(), roles)) {
            assertThat(process.awaitExit()).isEqualTo(1);
            assertThat(process.output().strip().lines())
                    .singleElement()
                    .asString()
                    .startsWith("--roles: '")
                    .contains("is not a role; give any of governor, budget and allocation");
        }
    }

    @Test
    void a_broken_rule_file_stops_the_start_and_is_named_with_its_line(@TempDir Path rules) {
        copy(TestRules.DIRECTORY, rules);
        int line = breakFirstWhen(rules.resolve("gates/burst.drl"));
        try (GovernorProcess process = GovernorProcess.run(NOWHERE, Map.of("GOV_RULES_DIR", rules.toString()))) {
            assertThat(process.awaitExit()).isEqualTo(3);
            assertThat(process.output())
                    .contains("gates/burst.drl:" + line + ": ")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void rules_that_fail_their_tests_stop_the_start(@TempDir Path rules) {
        TestRulebook.at(rules).testTheLowerScore();
        try (GovernorProcess process = GovernorProcess.run(NOWHERE, Map.of("GOV_RULES_DIR", rules.toString()))) {
            assertThat(process.awaitExit()).isEqualTo(4);
            assertThat(process.output())
                    .contains("rule tests failed")
                    .contains("an opening plan at the critical score is blocked, one below passes")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void a_canary_that_fails_stops_the_start(@TempDir Path rules, @TempDir Path rulebooks) {
        TestRulebook.at(rules)
                .replace("tests/kill-score.yaml", "OPEN_PROPOSED, killScore: 1.0}", "OPEN_PROPOSED, killScore: 0.1}");
        // its tests are believed to have passed, so that only the canaries are asked
        new PassedTests(rulebooks).remember(RulebookTexts.read(rules), Instant.now());
        keptIn(rulebooks, () -> {
            try (GovernorProcess process = GovernorProcess.run(NOWHERE, Map.of("GOV_RULES_DIR", rules.toString()))) {
                assertThat(process.awaitExit()).isEqualTo(7);
                assertThat(process.output())
                        .contains(" canaries failed")
                        .contains("an opening plan at the highest score is blocked")
                        .doesNotContain("\tat ");
            }
        });
    }

    @Test
    void sighup_makes_a_daemon_read_its_rules_again(@TempDir Path rules) throws IOException {
        assumeThat(isHangupIgnored())
                .as("started by nohup, whose children ignore SIGHUP")
                .isFalse();
        TestRulebook rulebook = TestRulebook.at(rules);
        try (GovernorProcess process =
                GovernorProcess.run(TestRedis.uri(), Map.of("GOV_RULES_DIR", rules.toString()))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> process.output().contains("governor started"));
            rulebook.breakBurst();
            await().atMost(Duration.ofSeconds(60)).until(() -> process.output().contains("is refused"));

            process.hangUp();
            await().atMost(Duration.ofSeconds(60)).until(() -> process.output().split("is refused", -1).length == 3);
            assertThat(process.isRunning()).isTrue();
        }
    }

    private static boolean isHangupIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream().anyMatch(line -> line.matches("SigIgn:.*[13579bdf]"));
    }

    @Test
    void tests_that_have_passed_are_not_run_again_by_the_next_start(@TempDir Path rulebooks) {
        keptIn(rulebooks, () -> {
            startedWith(Map.of());
            List<Path> passed = files(rulebooks, ".passed");
            assertThat(passed).hasSize(1);
            FileTime first = modified(passed.get(0));

            startedWith(Map.of());

            assertThat(modified(passed.get(0))).isEqualTo(first);
        });
    }

    /** Starts processes that share nothing compiled with those of other tests. */
    private static void keptIn(Path rulebooks, Runnable test) {
        String kept = System.setProperty(GovernorProcess.KEPT, rulebooks.toString());
        try {
            test.run();
        } finally {
            System.setProperty(GovernorProcess.KEPT, kept);
        }
    }

    private static List<Path> files(Path directory, String ending) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.toString().endsWith(ending)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_daemon_writes_one_line_a_decision_and_ends_cleanly_when_asked_to() {
        try (RedisView redis = new RedisView(TestRedis.uri());
                GovernorProcess process = GovernorProcess.run(TestRedis.uri(), Map.of("APPLY_MODE", "production"))) {
            redis.commands().flushall();
            redis.publish(
                    TestPlan.halfClose("run:1", "BTCUSDT"),
                    TestPlan.open("run:2", "BTCUSDT", "1").with("kill_score", "0.9"));
            await().atMost(Duration.ofSeconds(60)).until(() -> process.output().contains("[run:2]"));

            assertThat(process.terminate()).isIn(0, 143);
            assertThat(process.output())
                    .containsPattern("BTCUSDT +PARTIAL_50 +PERMIT +qty 0.01, no price +\\[run:1]")
                    .containsPattern("BTCUSDT +OPEN +BLOCK +gate 1 kill-score: 0.9 against 0.8 "
                            + "\\(kill_score_critical_non_close\\) +\\[run:2]")
                    .doesNotContain("Exception");
            assertThat(redis.pending()).isZero();
        }
    }

    @Test
    void a_start_that_names_no_rules_takes_the_shipped_ones() {
        assertThat(startedWith(GovernorProcess.SHIPPED_RULES))
                .contains(ActiveRules.read(TestRules.SHIPPED, Map.of()).title());
    }

    @Test
    void a_second_start_loads_the_rules_that_the_first_compiled(@TempDir Path rulebooks) {
        String compiler = "com.github.javaparser.";
        Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load");
        keptIn(rulebooks, () -> {
            assertThat(startedWith(environment)).contains(compiler);
            assertThat(startedWith(environment)).doesNotContain(compiler);
        });
    }

    private static String startedWith(Map<String, String> environment) {
        try (GovernorProcess process = GovernorProcess.run(NOWHERE, environment)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> process.output().contains("governor started"));
            return process.output();
        }
    }

    private static int breakFirstWhen(Path file) {
        try {
            String text = Files.readString(file);
            int at = text.indexOf("\nwhen\n") + 1;
            Files.writeString(file, text.substring(0, at) + "whenever" + text.substring(at + 4));
            return (int) text.substring(0, at).lines().count() + 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(f -> f.toString().endsWith(".drl") || f.toString().endsWith(".yaml"))
                    .toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
