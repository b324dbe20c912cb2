package io.quantum.governor.lab.demo;

import io.quantum.governor.engine.decide.plan.Outcome;
import io.quantum.governor.facts.GateResult;
import io.quantum.governor.facts.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One decision as the demo tells of it.
 *
 * @param at when it was made
 * @param symbol the traded pair, empty when it can't be read
 * @param action what the plan would do, empty when it can't be read
 * @param outcome {@code PERMIT}, {@code BLOCK}, {@code SKIP}, {@code DUPLICATE} or {@link #DEAD_LETTER}
 * @param gate number and name of the deciding gate, {@code 1 kill-score}; empty when none decided
 * @param reason the reason code of a block; empty otherwise
 * @param why value against limit, or what else a person wants to know
 * @param gates every asked gate's answer, in the order in which they decide
 */
record Decision(
        Instant at,
        String symbol,
        String action,
        String outcome,
        String gate,
        String reason,
        String why,
        List<GateResult> gates) {
    static final String DEAD_LETTER = "DEAD_LETTER";

    static Decision of(Outcome outcome) {
        if (outcome instanceof Outcome.Decided decided) {
            return decided(decided);
        }
        if (outcome instanceof Outcome.Refused refused) {
            String action = refused.entry().fields().getOrDefault("action", "");
            return new Decision(
                    refused.at(),
                    refused.symbol(),
                    action,
                    Verdict.BLOCK,
                    "",
                    refused.reason(),
                    refused.detail(),
                    List.of());
        }
        if (outcome instanceof Outcome.DeadLetter letter) {
            var fields = letter.entry().fields();
            return new Decision(
                    letter.at(),
                    fields.getOrDefault("symbol", ""),
                    fields.getOrDefault("action", ""),
                    DEAD_LETTER,
                    "",
                    "",
                    letter.entry().detail(),
                    List.of());
        }
        if (outcome instanceof Outcome.Skipped skipped) {
            return new Decision(
                    skipped.at(), "", "", Verdict.SKIP, "", "", skipped.entry().detail(), List.of());
        }
        return new Decision(
                outcome.at(), "", "", Verdict.DUPLICATE, "", "", "its id was decided a moment ago", List.of());
    }

    /** How a gate is named: {@code 0.5 allocation-target}, or {@code plan-age} for one without a number. */
    static String name(GateResult result) {
        String number = result.gate().number();
        String name = result.gate().name();
        return number.equals(name) ? name : number + " " + name;
    }

    private static Decision decided(Outcome.Decided outcome) {
        Verdict verdict = outcome.evaluation().verdict();
        List<GateResult> gates = outcome.evaluation().gates();
        Optional<GateResult> decider = gates.stream()
                .filter(g -> g.gate().name().equals(verdict.name()))
                .findFirst();
        return new Decision(
                outcome.at(),
                outcome.entry().plan().symbol(),
                outcome.entry().plan().action(),
                verdict.decision(),
                decider.map(Decision::name).orElse(""),
                verdict.reason(),
                Why.of(outcome, decider),
                gates);
    }
}
