package io.quantum.governor.engine.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.rules.lint.RulesCopy;
import io.quantum.governor.engine.testing.GovernorProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code governor lint} and {@code governor lock} as processes: what they print and how they end. */
class LintCommandIT {
    private static final String KILL_SCORE = "gates/kill-score.drl";

    private final Path rules;

    LintCommandIT(@TempDir Path rules) {
        this.rules = rules;
    }

    @BeforeEach
    void copy() throws IOException {
        RulesCopy.into(rules);
    }

    @Test
    void the_shipped_rules_are_fine() {
        try (GovernorProcess lint = GovernorProcess.command(GovernorProcess.SHIPPED_RULES, "lint")) {
            assertThat(lint.awaitExit()).as(lint::output).isZero();
        }
    }

    @Test
    void a_mistake_ends_with_3_and_names_its_place() throws IOException {
        Files.delete(rules.resolve("rulebook.lock"));
        edit(KILL_SCORE, "KillScore( score <", "KillScore( scroe <");
        assertThat(ends("lint", rules.toString()))
                .startsWith("3: gates/kill-score.drl:43: error: rule \"kill-score: pass an opening plan below the "
                        + "critical score\": KillScore has no field 'scroe'\n    known here: 'score'");
    }

    @Test
    void a_program_reads_findings_as_json() throws IOException {
        Files.delete(rules.resolve("rulebook.lock"));
        edit(KILL_SCORE, "KillScore( score <", "KillScore( scroe <");
        String[] end = ends("lint", "--format", "json", rules.toString()).split(": ", 2);
        assertThat(end[0]).isEqualTo("3");
        JsonNode first = Json.MAPPER.readTree(end[1]).get(0);
        assertThat(first.path("severity").asText()).isEqualTo("ERROR");
        assertThat(first.path("file").asText()).isEqualTo(KILL_SCORE);
        assertThat(first.path("line").asInt()).isEqualTo(43);
        assertThat(first.path("rule").asText()).startsWith("kill-score: pass");
        assertThat(first.path("sentence").asText()).contains("scroe");
        assertThat(first.path("remedy").asText()).contains("score");
    }

    @Test
    void what_is_wrong_in_the_manifest_is_json_too() throws IOException {
        edit("rulebook.yaml", "version: 1.0.0", "version: 1.0");
        String[] end = ends("lint", "--format", "json", rules.toString()).split(": ", 2);
        assertThat(end[0]).isEqualTo("3");
        JsonNode first = Json.MAPPER.readTree(end[1]).get(0);
        assertThat(first.path("file").asText()).isEqualTo("rulebook.yaml");
        assertThat(first.path("line").asInt()).isEqualTo(2);
    }

    @Test
    void warnings_end_with_2_when_asked_to() throws IOException {
        Files.delete(rules.resolve("rulebook.lock"));
        assertThat(ends("lint", rules.toString())).startsWith("0: rulebook.lock:1: warning: there is no lock");
        assertThat(ends("lint", "--fail-on-warning", rules.toString())).startsWith("2: ");
    }

    @Test
    void a_directory_that_is_not_there_ends_with_1() {
        assertThat(ends("lint", rules.resolve("nowhere").toString()))
                .startsWith("1: ")
                .contains("is not a directory");
    }

    @Test
    void a_change_needs_a_new_version_and_then_a_new_lock() throws IOException {
        edit(KILL_SCORE, "= 0.8 ", "= 0.7 ");
        assertThat(ends("lint", rules.toString()))
                .startsWith("3: ")
                .contains("gates/kill-score.drl:1: error: it has changed since version 1.0.1")
                .contains("write version: 1.0.1");
        assertThat(ends("lock", rules.toString()))
                .startsWith("3: gates/kill-score.drl has changed")
                .contains("@version(\"1.0.2\")")
                .endsWith("the lock is left as it is");

        edit(KILL_SCORE, "@version(\"1.0.1\")", "@version(\"1.0.2\")");
        edit("rulebook.yaml", "version: 1.0.0", "version: 1.0.1");
        assertThat(ends("lint", rules.toString())).startsWith("3: rulebook.lock:1: error: the lock is older");
        assertThat(ends("lock", rules.toString()))
                .isEqualTo("0: gates/kill-score.drl has changed, version 1.0.1 -> 1.0.2\n"
                        + "rulebook version 1.0.0 -> 1.0.1\nthe lock is renewed");
        assertThat(ends("lint", rules.toString())).isEqualTo("0: nothing wrong");
        assertThat(ends("lock", rules.toString())).isEqualTo("0: nothing has changed");
    }

    private void edit(String file, String old, String text) throws IOException {
        String before = Files.readString(rules.resolve(file));
        assertThat(before).contains(old);
        Files.writeString(rules.resolve(file), before.replace(old, text));
    }

    private static String ends(String... arguments) {
        try (GovernorProcess process = GovernorProcess.command(arguments)) {
            int code = process.awaitExit();
            return code + ": " + process.output().strip();
        }
    }
}
