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
                "tests/kill-score.yaml | decision: PERMIT | decision: permit | 9 | known here: 'PERMIT', 'SKIP', 'BLOCK', 'DUPLICATE'",
                "tests/kill-score.yaml | facts: calm | facts: clam | 4 | the nearest known one is 'calm'",
                "tests/kill-score.yaml | mode: production | mode: prod | 3 | known here: 'production', 'testnet', 'dry_run'",
                "tests/kill-score.yaml | killScore.critical: | killScore.critcal: | 46 | the nearest known one is 'killScore.critical'",
                "tests/kill-score.yaml | killScore.critical: 0.9 | killScore.critical: 9 | 46 | give a number from 0 to 1",
                "tests/plan-age.yaml | {plan-age: PASS} | {plan-aeg: PASS} | 9 | the nearest known one is 'plan-age'",
                "tests/fixtures.yaml | {score: 0.1} | {scroe: 0.1} | 6 | known here: 'score'",
                "rulebook.yaml | version: | verison: | 2 | known here: 'version'",
                "rulebook.yaml | version: 1.0.0 | version: 1.0 | 2 | three numbers",
                "rulebook.yaml | changed: | changed: New: | 4 | put a text that holds a colon in quotes",
                "rulebook.yaml | owner: risk | owner: | 3 | write a line 'owner: ...'",
                "gates/kill-score.drl | Order( opening ) | Order( opening and priced ) | 42 | write a comma instead of 'and'",
                "gates/kill-score.drl | = 0.8 | = 80% | 16 | a plain number",
                "gates/kill-score.drl | killScoreThresholds.getCritical() | killScoreThresholds.critical | 27 | write killScoreThresholds.getCritical()",
                "gates/kill-score.drl | \"killScore\" ) | \"killscore\" ) | 34 | the nearest known one is 'killScore'",
                "gates/kill-score.drl | package | # package | 7 | begin a remark with //",
                "gates/plan-age.drl | long = 60 | long = 60.5 | 15 | write a whole number, or declare it double",
                "modes.drl | hourly-rate\" ), | hourly-rate\" ) | 38 | end it with a comma",
                "modes.drl | \"2\", \"hourly-rate\" | \"2\" \"hourly-rate\" | 38 | write a comma before \"hourly-rate\"",
                "modes.drl | Gate.enforce( \"3\" | Gate.enforced( \"3\" | 39 | known here: 'enforce', 'off', 'shadow'",
                "gates/kill-score.drl | \"kill-score\", $score | \"kill-score\" $score | 27 | write a comma before $score",
                "gates/kill-score.drl | getCritical() ); | getCritical() ; | 27 | every ( needs its )",
                "gates/kill-score.drl | getCritical() ); | getCritical() ) ); | 27 | there is one ) too many",
                "gates/kill-score.drl | Order( opening ) | Order( opening priced ) | 42 | write a comma before priced",
                "gates/kill-score.drl | Order( closing ) | Order(\u00a0closing ) | 24 | no-break space (U+00A0)",
                "gates/kill-score.drl | // Reads | // \u202eReads | 3 | right-to-left override (U+202E)",
                "gates/kill-score.drl | score < | s\u0441ore < | 43 | cyrillic small letter es (U+0441)",
                "gates/kill-score.drl | \"kill_score_critical_non_close\", | \"kill_s\u0441ore_critical_non_close\", | 54 | only look like others",
                "gates/kill-score.drl | score >= | score \u2265 | 52 | type the plain one",
                "gates/kill-score.drl | ( \"kill-score\", $score | ( \"kill-score, $score | 27 | close the text with a second",
                "gates/kill-score.drl | @unit(\"score\") | @unit(\"score) | 16 | close the text with a second",
                "gates/kill-score.drl | @env( | @env(\"GOV_OTHER\") @env( | 16 | has @env twice",
                "gates/kill-score.drl | @gate(\"1\") | @gate(\"1\") @gate(\"2\") | 21 | has @gate twice",
                "gates/portfolio-budget.drl | GOV_VIOLATION_WINDOW_SEC | GOV_BUDGET_MAX_AGE_SEC | 19 | an @env of its own",
                "gates/plan-age.drl | GOV_MAX_PLAN_AGE_SEC | GOV_MAX_EXEC_PER_HOUR | 15 | also overrides another threshold, maxPerHour at gates/hourly-rate.drl:15",
                "tests/kill-score.yaml | mode: production | mode:\u00a0production | 3 | an invisible character",
                "rulebook.yaml | owner: risk | owner:\u200b risk | 3 | an invisible character",
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
