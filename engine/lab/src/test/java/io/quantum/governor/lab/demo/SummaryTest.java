package io.quantum.governor.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.facts.Answer;
import io.quantum.governor.facts.Gate;
import io.quantum.governor.facts.GateResult;
import io.quantum.governor.facts.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final Gate KILL = Gate.enforce("-1", "kill-switch");
    private static final Gate BURST = Gate.shadow("3", "burst");

    private final Tally tally = new Tally();

    @Test
    void counts_outcomes_reasons_and_both_sides_of_each_gate() {
        tally.add(decision(Verdict.PERMIT, "", "", result(0, KILL, Answer.PASS), result(1, BURST, Answer.PASS)));
        tally.add(decision(
                Verdict.BLOCK,
                "-1 kill-switch",
                "kill_switch_active",
                result(0, KILL, Answer.BLOCK),
                result(1, BURST, Answer.OPEN)));
        tally.add(decision(Verdict.BLOCK, "", "malformed_plan"));
        tally.add(decision(Decision.DEAD_LETTER, "", ""));
        assertThat(Summary.of(tally, Duration.ofMillis(1540)))
                .containsExactly(
                        "",
                        "4 decisions in 1.5 s",
                        "1 permit, 2 blocks, 0 duplicates, 0 skipped, 1 dead letter",
                        "",
                        "block reason                        plans  gate",
                        "malformed_plan                          1  before any gate",
                        "kill_switch_active                      1  -1 kill-switch",
                        "2 different block reasons",
                        "",
                        "gate                   is        passed  opened  blocked",
                        "-1 kill-switch         enforce        1       0        1",
                        "3 burst                shadow         1       1        0",
                        "1 of 2 gates have both passed and blocked, also counting where another decided");
    }

    @Test
    void fits_a_terminal_of_80_columns() {
        Gate longest = Gate.enforce("0.5", "allocation-target");
        tally.add(decision(
                Verdict.BLOCK,
                "0.5 allocation-target",
                "kill_score_critical_non_close",
                result(0, longest, Answer.BLOCK)));
        assertThat(Summary.of(tally, Duration.ofDays(100)))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void a_demo_that_ended_before_any_decision_has_a_summary_too() {
        assertThat(Summary.of(tally, Duration.ZERO)).contains("0 decisions in 0.0 s");
    }

    @Test
    void knows_which_gates_the_mode_asks_once_a_plan_was_judged() {
        assertThat(tally.isAsked("cooldown")).isTrue();
        tally.add(decision(Verdict.PERMIT, "", "", result(0, BURST, Answer.PASS)));
        assertThat(tally.isAsked("burst")).isTrue();
        assertThat(tally.isAsked("cooldown")).isFalse();
    }

    private static Decision decision(String outcome, String gate, String reason, GateResult... gates) {
        return new Decision(Instant.EPOCH, "BTCUSDT", "PARTIAL_25", outcome, gate, reason, "", List.of(gates));
    }

    private static GateResult result(int place, Gate gate, String answer) {
        return new GateResult(place, gate, new Answer(gate.name(), answer, "", false, 0, 0));
    }
}
