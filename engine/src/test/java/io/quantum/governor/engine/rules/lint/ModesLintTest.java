package io.quantum.governor.engine.rules.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lists of gates in {@code modes.drl}, each with one mistake. */
class ModesLintTest {
    private static final String MODES = "modes.drl";

    @TempDir
    private Path rules = Path.of("");

    @BeforeEach
    void copy() throws IOException {
        RulesCopy.into(rules);
    }

    @Test
    void a_gate_that_a_mode_does_not_name_is_told() throws IOException {
        replace("        Gate.off( \"3\", \"burst\" ),\n", "");
        assertThat(errors())
                .containsExactly(Finding.error(
                        MODES,
                        49,
                        "modes: the gates of testnet",
                        "gate burst is not listed, so it is never asked",
                        "write Gate.enforce( \"3\", \"burst\" ), Gate.shadow or Gate.off where it should decide"));
    }

    @Test
    void a_gate_with_another_number_than_its_file_says_is_told() throws IOException {
        replace("Gate.off( \"3\", \"burst\" )", "Gate.off( \"33\", \"burst\" )");
        assertThat(errors()).singleElement().satisfies(error -> {
            assertThat(error.line()).isEqualTo(lineOf("\"33\""));
            assertThat(error.sentence())
                    .isEqualTo("the gate burst has the number 33 here, and @gate(\"3\") in its own file");
        });
    }

    @Test
    void a_gate_that_no_file_answers_for_is_told_with_the_nearest_one() throws IOException {
        replace("Gate.shadow( \"3\", \"burst\" )", "Gate.shadow( \"3\", \"brust\" )");
        assertThat(errors()).anySatisfy(error -> {
            assertThat(error.line()).isEqualTo(lineOf("\"brust\""));
            assertThat(error.sentence()).isEqualTo("there is no rule file of a gate brust");
            assertThat(error.remedy()).isEqualTo("the nearest known one is 'burst'");
        });
    }

    @Test
    void a_gate_that_is_named_twice_is_told() throws IOException {
        replace(
                "        Gate.off( \"3\", \"burst\" ),\n",
                "        Gate.off( \"3\", \"burst\" ),\n        Gate.enforce( \"3\", \"burst\" ),\n");
        assertThat(errors())
                .singleElement()
                .satisfies(error -> assertThat(error.sentence()).isEqualTo("it names the gate burst twice"));
    }

    @Test
    @Timeout(60)
    void a_mistake_is_told_however_the_rule_is_laid_out() throws IOException {
        replace("Gate.off( \"3\", \"burst\" )", "Gate.off( \"3\", \"brust\")");
        replace("\nend\n", "\n    end // of the list\n");
        assertThat(errors())
                .anySatisfy(error -> assertThat(error.sentence()).isEqualTo("there is no rule file of a gate brust"));
    }

    private void replace(String from, String to) throws IOException {
        Path file = rules.resolve(MODES);
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private int lineOf(String text) throws IOException {
        List<String> lines = Files.readAllLines(rules.resolve(MODES));
        return 1
                + lines.indexOf(
                        lines.stream().filter(l -> l.contains(text)).findFirst().orElseThrow());
    }

    private List<Finding> errors() {
        return Lint.check(RulebookFiles.read(rules), Set.of()).stream()
                .filter(Finding::isError)
                .toList();
    }
}
