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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that are written well and can't do what they say: limits beyond what is kept, facts that never come. */
class NeverTrueTest {
    private static final String IMPORT = "import io.quantum.governor.facts.";
    private static final String DECLARED = "import governor.facts.";

    @TempDir
    private Path rules = Path.of("");

    @BeforeEach
    void copyRules() throws IOException {
        RulesCopy.into(rules);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "gates/burst.drl | 0..100 | 0..101 | 15 | let its @bounds end at 100",
                "gates/burst.drl | 1..86400 | 1..86401 | 16 | let its @bounds end at 86400",
                "gates/burst.drl | within( burstThresholds.windowSec ) < | within( 86401 ) < | 24 | write at most 86400",
                "gates/burst.drl | >= burstThresholds.maxPer5Min | > burstThresholds.maxPer5Min | 15 | let its @bounds end at 99",
                "gates/cooldown.drl | 0..3600 | 0..3601 | 17 | let its @bounds end at 3600",
                "disarm/repeated-errors.drl | 1..1000 | 1..1001 | 15 | let its @bounds end at 1000",
                "gates/order-notional.drl | opening, priced, notionalUsd <= | opening, notionalUsd <= | 24 | ask 'priced' in the same pattern",
                "order.drl | closeQtyBase == 0, qtyBase > 0, $qty | closeQtyBase == 0, $qty | 71 | ask 'qtyBase == 0' or 'qtyBase > 0'",
                "disarm/burst-breach.drl | measured,  | | 21 | ask 'measured'",
                "gates/kill-score.drl | fact == \"killScore\" | fact == \"askedNotional\" | 34 | there is no fact 'askedNotional'",
            })
    void what_can_never_bind_or_be_known_is_an_error(String file, String from, String to, int line, String remedy)
            throws IOException {
        replace(file, from, to == null ? "" : to);
        assertThat(Lint.check(rules)).anySatisfy(finding -> {
            assertThat(finding.isError()).isTrue();
            assertThat(finding.file() + ":" + finding.line()).isEqualTo(file + ":" + line);
            assertThat(finding.sentence() + "; " + finding.remedy()).contains(remedy);
        });
    }

    @Test
    void what_is_kept_of_a_key_counts_whatever_the_fact_is_called() throws IOException {
        replace("facts/last-permit.drl", "declare LastPermit", "declare LastTrade");
        Path cooldown = rules.resolve("gates/cooldown.drl");
        Files.writeString(
                cooldown,
                Files.readString(cooldown)
                        .replace("LastPermit", "LastTrade")
                        .replace("lastPermit", "lastTrade")
                        .replace("0..3600", "0..86400"));

        assertThat(Lint.check(rules))
                .anySatisfy(finding -> assertThat(finding.sentence() + "; " + finding.remedy())
                        .contains("of LastTrade.ageSec only 3600 seconds are kept", "let its @bounds end at 3600"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Europe/Lodnon\"", "\"\"", "\"EST5\""})
    void a_zone_that_is_none_is_an_error(String zone) throws IOException {
        replace("gates/burst.drl", "\nimport ", "\nimport io.quantum.governor.facts.Moment\nimport ");
        replace("gates/burst.drl", "\nwhen\n", "\nwhen\n    Moment( minuteOfDayIn( " + zone + " ) > 5 )\n");

        assertThat(Lint.check(rules)).anySatisfy(finding -> {
            assertThat(finding.file()).isEqualTo("gates/burst.drl");
            assertThat(finding.sentence()).isEqualTo(zone + " is no time zone");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "gates/kill-score.drl, AskedNotional, ''",
        "gates/kill-score.drl, HeatUsed, 'not '",
        "gates/kill-score.drl, EvaluationErrors, 'exists '",
        "budget/stress.drl, Plan, ''",
        "budget/stress.drl, ApplyMode, 'not '",
        "allocation/multiplier.drl, Order, 'not '",
        "disarm/auto-disarm.drl, KillScore, 'exists '",
    })
    void a_rule_that_waits_for_a_fact_of_another_part_is_an_error(String file, String fact, String before)
            throws IOException {
        String home = fact.equals("KillScore") ? DECLARED : IMPORT;
        replace(file, "\nimport ", "\n" + home + fact + "\nimport ");
        replace(file, "\nwhen\n", "\nwhen\n    " + before + fact + "()\n");
        String text = Files.readString(rules.resolve(file));
        int line = (int) text.substring(0, text.indexOf("    " + before + fact + "()"))
                        .lines()
                        .count()
                + 1;
        assertThat(Lint.check(rules)).anySatisfy(finding -> {
            assertThat(finding.line()).isEqualTo(line);
            assertThat(finding.sentence()).startsWith("there is never a " + fact + " for rules that ");
            assertThat(finding.remedy()).contains("only rules that ");
        });
        // a daemon that takes the rules refuses them too
        assertThat(Lint.check(RulebookFiles.read(rules), Set.of()))
                .anySatisfy(finding -> assertThat(finding.sentence()).startsWith("there is never a " + fact));
    }

    @Test
    void a_conclusion_that_no_rule_makes_any_more_is_an_error() throws IOException {
        replace("intake.drl", "insert( new Judged() )", "insert( Verdict.skip() )");
        replace("intake.drl", "insert( new Judged() )", "insert( Verdict.skip() )");
        assertThat(Lint.check(rules)).anySatisfy(finding -> {
            assertThat(finding.file()).isEqualTo("modes.drl");
            assertThat(finding.sentence()).isEqualTo("there is never a Judged for rules that decide plans");
            assertThat(finding.remedy()).startsWith("no rule concludes it");
        });
    }

    @Test
    void what_is_not_known_must_be_asked_for_beside_a_not() throws IOException {
        String condition =
                "Order( opening, priced, notionalUsd > orderNotionalThresholds.maxNotionalUsd, $notional : notionalUsd )";
        replace("gates/order-notional.drl", condition, "not Order( priced, notionalUsd <= 50 )");
        assertThat(Lint.check(rules))
                .anySatisfy(finding ->
                        assertThat(finding.remedy()).startsWith("ask Order( priced ) in a pattern without 'not'"));
        replace("gates/order-notional.drl", "not Order( priced,", "Order( priced )\n    not Order( priced,");
        assertThat(Lint.check(rules))
                .noneSatisfy(finding -> assertThat(finding.remedy()).startsWith("ask Order("));
    }

    @Test
    void a_limit_that_another_one_makes_idle_is_a_warning() throws IOException {
        replace("gates/burst.drl", "long = 2 ", "long = 3 ");
        Files.delete(rules.resolve(RulebookLock.FILE));
        List<Finding> found = Lint.check(rules).stream()
                .filter(f -> !f.file().equals(RulebookLock.FILE))
                .toList();
        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.isError()).isFalse();
            assertThat(finding.file() + ":" + finding.line()).isEqualTo("gates/burst.drl:15");
            assertThat(finding.sentence()).contains("3 within 300", "hourly-rate", "from 3 within 3600");
        });
    }

    @Test
    void a_new_version_is_asked_for_when_nothing_else_is_wrong() throws IOException {
        replace("gates/kill-score.drl", "double = 0.8 ", "double = 8 ");
        assertThat(Lint.check(rules))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("not within its bounds"));
        replace("gates/kill-score.drl", "double = 8 ", "double = 0.7 ");
        assertThat(Lint.check(rules))
                .anySatisfy(finding -> assertThat(finding.sentence()).startsWith("it has changed since version"));
    }

    private void replace(String file, String from, String to) throws IOException {
        Path path = rules.resolve(file);
        String text = Files.readString(path);
        int at = text.indexOf(from);
        assertThat(at).isNotNegative();
        Files.writeString(path, text.substring(0, at) + to + text.substring(at + from.length()));
    }
}
