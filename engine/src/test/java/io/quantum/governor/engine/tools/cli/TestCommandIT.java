package io.quantum.governor.engine.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quantum.governor.engine.testing.GovernorProcess;
import io.quantum.governor.engine.testing.TestRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** {@code governor test} as a risk analyst uses it: in a process of its own, on a copy of the tests' rules. */
class TestCommandIT {
    private final Path rules;

    private record Ended(int code, String out) {}

    TestCommandIT(@TempDir Path rules) {
        this.rules = rules;
        TestRules.copyTo(rules);
    }

    @Test
    void the_tests_pass_and_cover_everything() throws Exception {
        Ended ended = governor("--min-coverage", "100");
        assertThat(ended.out()).contains("coverage 100 %").containsPattern("[0-9]+ tests, all passed, in ");
        assertThat(ended.code()).isZero();
    }

    @Test
    void a_changed_limit_fails_tests_and_shows_expected_beside_actual() throws Exception {
        replace("gates/kill-score.drl", "critical : double = 0.8", "critical : double = 0.9");
        Ended ended = governor();
        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.out())
                .contains("kill-score: an opening plan at the critical score is blocked, one below passes")
                .containsPattern("decision +BLOCK +PERMIT")
                .contains("the gates of the actual decision")
                .doesNotContain("\tat ");
    }

    @Test
    void only_the_wanted_tests_run() throws Exception {
        Ended ended = governor("--filter", "KILL-SCORE: a close passes");
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains(": 5 tests, all passed");
        assertThat(governor("--filter", "no such test").code()).isEqualTo(1);
    }

    @Test
    void a_rule_that_no_test_fires_is_named_with_its_line() throws Exception {
        replace("gates/plan-age.drl", "rule \"plan-age: block a plan that its", """
                rule "plan-age: nobody tests this"
                when
                    Plan( symbol == "NEVER" )
                then
                end

                rule "plan-age: block a plan that its""");
        assertThat(governor("--coverage").code()).isZero();
        Ended ended = governor("--min-coverage", "100");
        assertThat(ended.code()).isEqualTo(5);
        assertThat(ended.out())
                .contains("gates/plan-age.drl:29: no test fires \"plan-age: nobody tests this\"")
                .contains("coverage 99 %");
    }

    @Test
    void a_mutant_that_no_test_notices_is_told_in_words() throws Exception {
        replace("gates/plan-age.drl", "Plan( ageSec >", "Plan( symbol != \"\", ageSec >");
        Ended ended = governor("--mutate", "--filter", "plan-age");
        assertThat(ended.code()).isEqualTo(5);
        assertThat(ended.out())
                .contains("gates/plan-age.drl:32: without `symbol != \"\"` in Plan, no test fails")
                .containsPattern("conditions dropped +5 +0 +1");
    }

    @Test
    void programs_get_json() throws Exception {
        replace("gates/plan-age.drl", "= 60 ", "= 61 ");
        Ended ended = governor("--format", "json");
        JsonNode json = new JsonMapper().readTree(ended.out());
        assertThat(ended.code()).isEqualTo(4);
        assertThat(json.path("tests").asInt()).isGreaterThan(700);
        assertThat(json.path("failed").asInt()).isPositive();
        assertThat(json.path("failures").path(0).path("file").asText()).isEqualTo("plan-age.yaml");
    }

    @Test
    void build_servers_get_junit() throws Exception {
        Ended ended = governor("--filter", "plan-age", "--format", "junit");
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(ended.out().getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        assertThat(suite.getElementsByTagName("testcase").getLength())
                .isEqualTo(Integer.parseInt(suite.getAttribute("tests")))
                .isPositive();
    }

    @Test
    void a_wrong_rule_file_or_test_file_is_named() throws Exception {
        replace("tests/burst.yaml", "decision: BLOCK", "decsion: BLOCK");
        Ended test = governor();
        assertThat(test.code()).isEqualTo(3);
        assertThat(test.out())
                .contains("burst.yaml")
                .contains("unknown key 'decsion'; the nearest known one is 'decision'");
        replace("gates/burst.drl", "when", "whenn");
        Ended rule = governor();
        assertThat(rule.code()).isEqualTo(3);
        assertThat(rule.out()).contains("gates/burst.drl:");
    }

    @Test
    void what_makes_no_sense_is_refused_in_a_sentence() throws Exception {
        assertThat(governor("--coverage", "--filter", "burst").code()).isEqualTo(1);
        assertThat(governor("--min-coverage", "101").out())
                .contains("--min-coverage: 101 is not allowed; give 0 to 100");
    }

    private void replace(String file, String text, String other) throws IOException {
        Path path = rules.resolve(file);
        String before = Files.readString(path);
        assertThat(before).contains(text);
        Files.writeString(path, before.replace(text, other));
    }

    private Ended governor(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("test", rules.toString()));
        command.addAll(List.of(options));
        Path out = Files.createTempFile(rules, "out", ".log");
        Path err = Files.createTempFile(rules, "err", ".log");
        Process process = GovernorProcess.builder(command.toArray(String[]::new))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        String printed = Files.readString(out);
        return new Ended(process.exitValue(), printed.isEmpty() ? Files.readString(err) : printed);
    }
}
