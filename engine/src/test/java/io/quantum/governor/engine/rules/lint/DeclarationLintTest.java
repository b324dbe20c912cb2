package io.quantum.governor.engine.rules.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.testing.TestRulebook;
import io.quantum.governor.loaders.declared.FactKeys;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lint says of declared facts and conclusions. */
class DeclarationLintTest {
    private final TestRulebook rulebook;

    DeclarationLintTest(@TempDir Path directory) {
        rulebook = TestRulebook.at(directory);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "facts/kill-score.drl | @version(\"1.0.0\") | | the fact KillScore has no version",
                "facts/kill-score.drl | @owner(\"risk\") | | the fact KillScore has no owner",
                "gates/allocation-target.drl | insert( new TargetInForce( | insert( new Unmade( | no rule concludes TargetInForce",
                "gates/allocation-target.drl | declare LimitedByTarget | declare Spare\\n    @conclusion\\nend\\n\\ndeclare LimitedByTarget | no rule asks for Spare",
            })
    void what_is_missing_is_told(String file, String from, String to, String sentence) {
        rulebook.replace(file, from, to == null ? "" : to.replace("\\n", "\n"));
        assertThat(Lint.check(rulebook.directory())).anySatisfy(finding -> {
            assertThat(finding.isError()).isTrue();
            assertThat(finding.file()).isEqualTo(file);
            assertThat(finding.sentence()).isEqualTo(sentence);
        });
    }

    @Test
    void a_key_that_the_operator_does_not_allow_is_an_error() {
        FactKeys keys = FactKeys.of(Map.of(FactKeys.VARIABLE, "quantum:portfolio:*, quantum:state:*"));
        assertThat(Lint.check(RulebookTexts.read(rulebook.directory()), Optional.empty(), keys))
                .filteredOn(finding -> finding.sentence().contains(FactKeys.VARIABLE))
                .extracting(Finding::file)
                .contains("facts/last-permit.drl", "facts/budget-violation.drl")
                .doesNotContain("facts/portfolio-budget.drl", "facts/portfolio-state.drl", "facts/kill-score.drl");
    }
}
