package io.quantum.governor.engine.rules.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.rules.rulebook.RulebookException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One typo at a time anywhere in the rulebook, as a risk analyst makes it: what lint says of it, and nothing else. */
class TyposTest {
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tests/kill-score.yaml | killScore: 0.7999 | killScore: 0,7999 | 9 | as in 0.7",
                "tests/kill-score.yaml | killScore: 0.7999 | killScore: \"0.7999\" | 9 | a number, without quotes",
                "tests/kill-score.yaml | killScore: 0.7999 | killScore:0.7999 | 9 | the nearest known one is 'killScore'",
                "tests/kill-score.yaml | PASS}}} | PASS}} | 9 | every { needs its }",
                "tests/kill-score.yaml | decision: PERMIT | decision: PERMITT | 9 | the nearest known one is 'PERMIT'",
                "tests/kill-score.yaml | facts: calm | facts: clam | 4 | the nearest known one is 'calm'",
                "tests/kill-score.yaml | mode: production | mode: prodution | 3 | the nearest known one is 'production'",
                "tests/kill-score.yaml | killScore.critical: | killScore.critcal: | 46 | the nearest known one is 'killScore.critical'",
                "tests/kill-score.yaml | killScore.critical: 0.9 | killScore.critical: 9 | 46 | give a number from 0 to 1",
                "tests/plan-age.yaml | {plan-age: PASS} | {plan-aeg: PASS} | 9 | the nearest known one is 'plan-age'",
                "tests/fixtures.yaml | {score: 0.1} | {scroe: 0.1} | 6 | the nearest known one is 'score'",
                "rulebook.yaml | version: | verison: | 2 | the nearest known one is 'version'",
                "rulebook.yaml | version: 1.0.0 | version: 1.0 | 2 | three numbers",
                "rulebook.yaml | changed: | changed: New: | 4 | put a text that holds a colon in quotes",
                "rulebook.yaml | owner: risk | owner: | 3 | write a line 'owner: ...'",
                "gates/kill-score.drl | Order( opening ) | Order( opening and priced ) | 42 | write a comma instead of 'and'",
                "gates/kill-score.drl | = 0.8 | = 80% | 16 | a plain number",
                "gates/kill-score.drl | killScoreThresholds.getCritical() | killScoreThresholds.critical | 27 | write killScoreThresholds.getCritical()",
                "gates/kill-score.drl | \"killScore\" ) | \"killscore\" ) | 34 | the nearest known one is 'killScore'",
                "gates/kill-score.drl | package | # package | 7 | begin a remark with //",
                "gates/plan-age.drl | long = 60 | long = 60.5 | 15 | write a whole number, or declare it double",
                "gates/plan-age.drl | Plan( ageSec <= | Plan( action == FULL_CLOSE, ageSec <= | 24 | a text needs quotes: \"FULL_CLOSE\""
            })
    void a_typo_is_told_with_file_line_and_remedy(
            String file, String from, String to, int line, String remedy, @TempDir Path rules) throws IOException {
        RulesCopy.into(rules);
        Files.delete(rules.resolve(RulebookLock.FILE));
        String text = Files.readString(rules.resolve(file));
        int at = text.indexOf(from);
        assertThat(at).isNotNegative();
        Files.writeString(rules.resolve(file), text.substring(0, at) + to + text.substring(at + from.length()));

        assertThat(told(rules))
                .isNotEmpty()
                .allSatisfy(said -> assertThat(said).doesNotContain("Exception", "java.", "Jackson", "\tat "))
                .anySatisfy(said ->
                        assertThat(said).startsWith(file + ":" + line + ": ").contains(remedy));
    }

    private static List<String> told(Path rules) {
        try {
            return Lint.check(rules).stream()
                    .filter(Finding::isError)
                    .map(Finding::text)
                    .toList();
        } catch (RulebookException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }
}
