package io.quantum.governor.engine.rules.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.rules.rulebook.RuleFile;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.testing.TestRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rule files with one mistake each, as a person makes it. Each is {@code gates/kill-score.drl} of the tests' rulebook;
 * {@code expected.txt} says on which line the mistake is and a part of the remedy.
 */
class BrokenRulesTest {
    private static final Path BROKEN = Path.of("src/test/resources/broken-rules");
    private static final String FILE = "gates/kill-score.drl";

    static Stream<Arguments> mistakes() throws IOException {
        return Files.readAllLines(BROKEN.resolve("expected.txt")).stream()
                .map(line -> line.split(" \\| ?", 3))
                .map(parts -> Arguments.of(parts[0], Integer.parseInt(parts[1]), parts[2].strip()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void a_mistake_is_told_with_file_line_and_remedy(String name, int line, String remedy, @TempDir Path rules)
            throws IOException {
        RulesCopy.into(rules);
        Files.delete(rules.resolve(RulebookLock.FILE));
        Files.writeString(rules.resolve(FILE), Files.readString(BROKEN.resolve(name + ".drl")));
        List<Finding> errors =
                Lint.check(rules).stream().filter(Finding::isError).toList();
        assertThat(errors).anySatisfy(e -> {
            assertThat(e.file()).isEqualTo(FILE);
            assertThat(e.line()).isEqualTo(line);
            assertThat(e.sentence() + "; " + e.remedy()).contains(remedy);
        });
        assertThat(errors).hasSizeLessThan(6).allSatisfy(e -> {
            assertThat(e.file()).isEqualTo(FILE);
            assertThat(e.sentence()).isNotBlank().doesNotContain("Exception", "java:", "_this", "\tat ");
            assertThat(e.remedy()).isNotBlank();
        });
    }

    @Test
    void the_shipped_rules_have_nothing_wrong() {
        // which of two limits is reached first is for those to judge who set them
        assertThat(Lint.check(TestRules.SHIPPED))
                .filteredOn(finding -> finding.isError() || !finding.sentence().startsWith("its limit never binds"))
                .isEmpty();
    }

    @Test
    void nor_have_those_that_the_tests_break() {
        assertThat(Lint.check(TestRules.DIRECTORY)).isEmpty();
    }

    @Test
    void gates_that_only_testnet_asks_are_asked_too(@TempDir Path other) throws IOException {
        RulesCopy.into(other);
        Path gate = other.resolve("gates/cooldown.drl");
        String text = Files.readString(gate);
        assertThat(text).contains("LastPermit( ageSec >= cooldown");
        Files.writeString(gate, text.replace("LastPermit( ageSec >= cooldown", "LastPermit( ageSec > cooldown"));
        assertThat(Lint.check(other)).anySatisfy(finding -> {
            assertThat(finding.file()).isEqualTo("gates/cooldown.drl");
            assertThat(finding.sentence()).contains("no rule answers for the gate cooldown", "in testnet");
        });
    }

    @Test
    void a_package_of_two_files_is_told_also_when_one_of_them_was_admitted_before(@TempDir Path other)
            throws IOException {
        RulesCopy.into(other);
        Set<RuleFile> known = Set.copyOf(RulebookFiles.read(other).files());
        Files.writeString(
                other.resolve("in-take.drl"),
                Files.readString(other.resolve("intake.drl")).replace("rule \"intake:", "rule \"in-take:"));
        assertThat(Lint.check(RulebookFiles.read(other), known))
                .containsExactly(Finding.error(
                        "intake.drl",
                        1,
                        "",
                        "its package is that of in-take.drl",
                        "give each file a package of its own"));
    }

    @Test
    void a_rule_file_without_tests_is_told(@TempDir Path other) throws IOException {
        RulesCopy.into(other);
        Files.delete(other.resolve("tests/burst.yaml"));
        assertThat(Lint.check(other))
                .containsExactly(Finding.error("gates/burst.drl", 1, "", "it has no tests", "write tests/burst.yaml"));
    }
}
