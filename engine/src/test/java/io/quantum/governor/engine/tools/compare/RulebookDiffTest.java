package io.quantum.governor.engine.tools.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.serve.release.ReleaseFiles;
import io.quantum.governor.engine.testing.TestRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rulebook beside itself with one or two changes: is what they do found out? */
class RulebookDiffTest {
    private static final String CHANGES = """
            disarm/repeated-errors.drl | count     : long = 5 | 6 | repeatedErrors.count | LOOSER
            gates/kill-score.drl         | critical : double = 0.8              | 0.7   | killScore.critical           | TIGHTER
            gates/hourly-rate.drl        | maxPerHour : long = 3                | 5     | hourlyRate.maxPerHour        | LOOSER
            gates/hourly-rate.drl        | windowSec  : long = 3600             | 7200  | hourlyRate.windowSec         | TIGHTER
            gates/order-notional.drl     | maxNotionalUsd : double = 200        | 500   | orderNotional.maxNotionalUsd | LOOSER
            gates/daily-limits.drl       | maxQtyBase     : double = 0.02       | 0.01  | dailyLimits.maxQtyBase       | TIGHTER
            gates/portfolio-budget.drl   | maxBudgetAgeSec    : long = 60       | 20    | portfolioBudget.maxBudgetAgeSec | LOOSER
            hints/downsize.drl           | minFactor           : double = 0.25  | 0.5   | downsize.minFactor           | LOOSER
            budget/budget.drl            | mostUsd       : double = 10000       | 9000  | budget.mostUsd               | TIGHTER
            allocation/multiplier.drl    | max           : double = 1.5         | 1.4   | multiplier.max               | TIGHTER
            """;

    @TempDir
    private Path changed = Path.of("");

    @BeforeEach
    void copyRules() throws IOException {
        ReleaseFiles.read(TestRules.DIRECTORY).writeTo(changed);
    }

    @Test
    void the_same_rules_differ_in_nothing() {
        edit("gates/kill-score.drl", "// Gate 1, kill score", "// Gate one, the kill score");
        edit("tests/kill-score.yaml", "a close passes at any score", "a close always passes");
        RulebookDiff diff = diff();
        assertThat(diff.change()).isEqualTo(Change.NONE);
        assertThat(diff.thresholds()).isEmpty();
        assertThat(diff.files()).isEmpty();
    }

    @Test
    void each_threshold_alone_is_tighter_or_looser_however_many_are_changed_at_once() {
        Map<String, Change> expected = new TreeMap<>();
        for (String row : CHANGES.strip().split("\n", -1)) {
            String[] cells = row.strip().split(" *[|] *", -1);
            edit(cells[0], cells[1], cells[1].substring(0, cells[1].lastIndexOf(' ') + 1) + cells[2]);
            expected.put(cells[3], Change.valueOf(cells[4]));
        }
        RulebookDiff diff = diff();
        Map<String, Change> found = new TreeMap<>();
        diff.thresholds().forEach(row -> found.put(row.name(), row.change()));
        assertThat(found).isEqualTo(expected);
        assertThat(diff.change()).isEqualTo(Change.MIXED);
        assertThat(diff.files()).isEmpty();
    }

    @Test
    void a_threshold_is_shown_with_both_values_and_its_unit() {
        edit("gates/kill-score.drl", "critical : double = 0.8", "critical : double = 0.7");
        assertThat(diff().thresholds())
                .containsExactly(
                        new RulebookDiff.ThresholdRow("killScore.critical", "0.8", "0.7", "score", Change.TIGHTER, ""));
    }

    @Test
    void one_limit_raised_and_another_lowered_is_mixed_and_each_is_told_alone() {
        edit("gates/kill-score.drl", "critical : double = 0.8", "critical : double = 0.7");
        edit("gates/hourly-rate.drl", "maxPerHour : long = 3", "maxPerHour : long = 4");
        RulebookDiff diff = diff();
        assertThat(diff.change()).isEqualTo(Change.MIXED);
        assertThat(diff.thresholds())
                .extracting(RulebookDiff.ThresholdRow::change)
                .containsExactly(Change.LOOSER, Change.TIGHTER);
    }

    @Test
    void a_gate_that_is_only_shadowed_from_now_on_is_looser() {
        edit("modes.drl", "Gate.enforce( \"1\", \"kill-score\" )", "Gate.shadow( \"1\", \"kill-score\" )");
        RulebookDiff diff = diff();
        assertThat(diff.change()).isEqualTo(Change.LOOSER);
        assertThat(diff.files()).containsExactly(new RulebookDiff.FileRow("modes.drl", Change.LOOSER, ""));
        assertThat(diff.examples().getOrDefault(Change.LOOSER, List.of()))
                .anySatisfy(
                        example -> assertThat(example).contains("BLOCK kill_score_critical_non_close -> PERMIT qty"));
    }

    @Test
    void a_comparison_that_is_flipped_at_the_limit_is_looser() {
        edit("gates/kill-score.drl", "score < killScoreThresholds.critical", "score <= killScoreThresholds.critical");
        edit("gates/kill-score.drl", "score >= killScoreThresholds.critical", "score > killScoreThresholds.critical");
        assertThat(diff().change()).isEqualTo(Change.LOOSER);
    }

    @Test
    void a_back_door_for_one_symbol_is_found() {
        edit(
                "gates/kill-score.drl",
                "when\n    Order( opening )\n    KillScore( score < killScoreThresholds.critical, $score : score )",
                "when\n    Order( opening )\n    KillScore( score < killScoreThresholds.critical, $score : score )\n    Plan( symbol != \"DOGEUSDT\" )");
        edit(
                "gates/kill-score.drl",
                "when\n    Order( opening )\n    KillScore( score >= killScoreThresholds.critical, $score : score )",
                "when\n    Order( opening )\n    KillScore( score >= killScoreThresholds.critical, $score : score )\n    Plan( symbol != \"DOGEUSDT\" )");
        edit("gates/kill-score.drl", "rule \"kill-score: pass a close at any score\"", """
                rule "kill-score: let a friend pass"
                    @gate("1") @version("1.0.0") @owner("risk")
                when
                    Order( opening )
                    Plan( symbol == "DOGEUSDT" )
                then
                    answers.pass( "kill-score" );
                end

                rule "kill-score: pass a close at any score\"""");
        edit(
                "gates/kill-score.drl",
                "import io.quantum.governor.facts.Order\n",
                "import io.quantum.governor.facts.Order\nimport io.quantum.governor.facts.Plan\n");
        assertThat(diff().counts()).containsKey(Change.LOOSER);
    }

    @Test
    void rules_that_differ_without_a_probe_that_shows_it_are_unclear_and_need_approval() {
        edit(
                "gates/kill-score.drl",
                "KillScore( score < killScoreThresholds.critical",
                "KillScore( (score < killScoreThresholds.critical)");
        RulebookDiff diff = diff();
        assertThat(diff.change()).isEqualTo(Change.UNCLEAR);
        assertThat(diff.change().needsApproval()).isTrue();
        assertThat(diff.probes()).isGreaterThan(1000);
        assertThat(diff.counts()).isEmpty();
    }

    @Test
    void a_change_that_nothing_shows_is_not_hidden_by_another_one_that_tightens() {
        edit("gates/kill-score.drl", "critical : double = 0.8", "critical : double = 0.7");
        edit(
                "gates/burst.drl",
                "when\n    $executions : Executions( within( burstThresholds.windowSec ) >=",
                "when\n    Plan( symbol != \"DOGEUSDT\" || qtyBase != 77.5 )\n"
                        + "    $executions : Executions( within( burstThresholds.windowSec ) >=");
        edit("gates/burst.drl", "rule \"burst: block when the window is full\"", """
                rule "burst: pass what two facts together let in"
                    @gate("3") @version("1.0.0") @owner("risk")
                when
                    Plan( symbol == "DOGEUSDT", qtyBase == 77.5 )
                    Executions( within( burstThresholds.windowSec ) >= burstThresholds.maxPer5Min )
                then
                    answers.pass( "burst" );
                end

                rule "burst: block when the window is full"
                """.strip());
        edit(
                "gates/burst.drl",
                "import io.quantum.governor.facts.Executions\n",
                "import io.quantum.governor.facts.Executions\nimport io.quantum.governor.facts.Plan\n");
        RulebookDiff diff = diff();
        assertThat(diff.files())
                .containsExactly(
                        new RulebookDiff.FileRow("gates/burst.drl", Change.UNCLEAR, "no probe is decided otherwise"));
        assertThat(diff.counts()).containsOnlyKeys(Change.TIGHTER);
        assertThat(diff.change()).isEqualTo(Change.UNCLEAR);
    }

    @Test
    void each_row_of_limits_is_tighter_or_looser_for_the_plans_that_it_is_for() {
        limits("""
                threshold,symbol,strategy,account,value,owner,why
                burst.maxPer5Min,BTCUSDT,,,4,risk,liquid
                orderNotional.maxNotionalUsd,,scalper,,50,risk,new
                killScore.critical,,,main,0.8,risk,as it is
                budget.mostUsd,ETHUSDT,,,9000,risk,thin
                autoDisarm.enabled,,,main,false,risk,paper
                """);
        RulebookDiff diff = diff();
        assertThat(diff.limits())
                .containsExactly(
                        limit("burst.maxPer5Min", "symbol=BTCUSDT", "2", "4", "permits", Change.LOOSER),
                        limit(
                                "orderNotional.maxNotionalUsd",
                                "strategy=scalper",
                                "200.0",
                                "50.0",
                                "USD",
                                Change.TIGHTER),
                        limit("killScore.critical", "account=main", "0.8", "0.8", "score", Change.NONE),
                        limit("budget.mostUsd", "symbol=ETHUSDT", "10000.0", "9000.0", "USD", Change.TIGHTER),
                        limit("autoDisarm.enabled", "account=main", "true", "false", "switch", Change.LOOSER));
        assertThat(diff.thresholds()).isEmpty();
        assertThat(diff.files()).isEmpty();
        assertThat(diff.change()).isEqualTo(Change.MIXED);
        assertThat(diff.counts()).containsKeys(Change.LOOSER, Change.TIGHTER);
    }

    @Test
    void rows_that_only_tighten_need_no_approval() {
        limits("threshold,symbol,strategy,account,value,owner,why\nburst.maxPer5Min,DOGEUSDT,,,1,risk,thin\n");
        assertThat(diff().change()).isEqualTo(Change.TIGHTER);
    }

    @Test
    void a_row_that_goes_uncovers_others_that_are_looser_for_some_of_its_plans() {
        String scalper = "threshold,symbol,strategy,account,value,owner,why\nburst.maxPer5Min,,scalper,,9,risk,x\n";
        limits(scalper + "burst.maxPer5Min,BTCUSDT,,,4,risk,x\n");
        RulebookTexts before = RulebookTexts.read(changed);
        limits(scalper);
        RulebookDiff diff = RulebookDiff.of(before, RulebookTexts.read(changed), of -> {});
        assertThat(diff.limits())
                .containsExactly(limit("burst.maxPer5Min", "symbol=BTCUSDT", "4", "2", "permits", Change.MIXED));
        assertThat(diff.change()).isEqualTo(Change.MIXED);
    }

    @Test
    void another_reason_of_a_row_decides_nothing() {
        limits("threshold,symbol,strategy,account,value,owner,why\nburst.maxPer5Min,BTCUSDT,,,4,risk,x\n");
        RulebookTexts before = RulebookTexts.read(changed);
        limits("threshold,symbol,strategy,account,value,owner,why\nburst.maxPer5Min,BTCUSDT,,,4,desk,y\n");
        assertThat(RulebookDiff.of(before, RulebookTexts.read(changed), of -> {})
                        .change())
                .isEqualTo(Change.NONE);
    }

    private static RulebookDiff.LimitRow limit(
            String threshold, String scope, String before, String after, String unit, Change change) {
        return new RulebookDiff.LimitRow(threshold, scope, before, after, unit, change);
    }

    private void limits(String table) {
        try {
            Files.writeString(changed.resolve("limits.csv"), table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_new_gate_is_tried_together_with_its_lines_in_the_lists_of_gates() throws IOException {
        Files.writeString(changed.resolve("gates/no-shorts.drl"), """
                package governor.gates.noshorts

                import io.quantum.governor.facts.Answers
                import io.quantum.governor.facts.Plan

                global Answers answers

                rule "no-shorts: pass a plan that buys"
                    @gate("6") @version("1.0.0") @owner("risk")
                when
                    Plan( side != "SELL" )
                then
                    answers.pass( "no-shorts" );
                end

                rule "no-shorts: block a plan that sells"
                    @gate("6") @version("1.0.0") @owner("risk") @reason("no_shorts")
                when
                    Plan( side == "SELL" )
                then
                    answers.block( "no-shorts", "no_shorts" );
                end
                """);
        Files.writeString(changed.resolve("tests/no-shorts.yaml"), """
                now: 2026-01-28T12:00:00Z
                mode: production
                facts: calm
                tests:
                  - name: a plan that sells is blocked
                    plan: {action: OPEN_PROPOSED, side: SELL}
                    expect: {decision: BLOCK, reason: no_shorts}
                """);
        edit(
                "modes.drl",
                "Gate.enforce( \"plan-age\", \"plan-age\" ),",
                "Gate.enforce( \"plan-age\", \"plan-age\" ), Gate.enforce( \"6\", \"no-shorts\" ),");
        RulebookDiff diff = diff();
        assertThat(diff.files())
                .containsExactly(new RulebookDiff.FileRow("gates/no-shorts.drl, modes.drl", Change.TIGHTER, ""));
        assertThat(diff.change()).isEqualTo(Change.TIGHTER);
    }

    private RulebookDiff diff() {
        return RulebookDiff.of(RulebookTexts.read(TestRules.DIRECTORY), RulebookTexts.read(changed), of -> {});
    }

    private void edit(String path, String from, String to) {
        try {
            Path file = changed.resolve(path);
            String text = Files.readString(file);
            assertThat(text).contains(from);
            Files.writeString(file, text.replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
