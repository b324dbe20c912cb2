package io.quantum.governor.lab.demo;

import io.quantum.governor.engine.decide.plan.Outcome;
import io.quantum.governor.engine.decide.plan.StoredNumber;
import io.quantum.governor.engine.tools.explain.Measured;
import io.quantum.governor.facts.GateResult;
import io.quantum.governor.facts.Hint;
import io.quantum.governor.facts.Order;
import io.quantum.governor.facts.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a person wants to know about a decision that the rules made, in a few words. */
final class Why {
    private Why() {}

    /** Of a block, value against limit; of a permit, what is permitted and what should be minded. */
    static String of(Outcome.Decided outcome, Optional<GateResult> decider) {
        return switch (outcome.evaluation().verdict().decision()) {
            case Verdict.BLOCK ->
                decider.filter(d -> d.answer().measured())
                        .map(d ->
                                Measured.against(d.answer().value(), d.answer().limit()))
                        .orElse("");
            case Verdict.PERMIT ->
                order(outcome.evaluation().one(Order.class))
                        + hint(outcome.evaluation().one(Hint.class))
                        + wouldBlock(outcome.evaluation().gates());
            case Verdict.SKIP -> "its publisher decided " + publisherDecision(outcome);
            default -> "its id was decided a moment ago";
        };
    }

    private static String order(Order order) {
        return "qty " + StoredNumber.amount(order.qtyBase())
                + (order.priced()
                        ? ", " + String.format(Locale.ROOT, "%.2f", order.notionalUsd()) + " USD"
                        : ", no price");
    }

    private static String hint(Hint hint) {
        return hint.action().equals("DOWNSIZE")
                ? String.format(
                        Locale.ROOT, "; hint: size x %.4f, rest %d s longer", hint.factor(), hint.extraCooldownSec())
                : "";
    }

    private static String wouldBlock(List<GateResult> gates) {
        String reasons = gates.stream()
                .filter(GateResult::isBlock)
                .map(g -> g.gate().number() + " " + g.answer().reason())
                .collect(Collectors.joining(", "));
        return reasons.isEmpty() ? "" : "; would block: " + reasons;
    }

    private static String publisherDecision(Outcome.Decided outcome) {
        String decision = outcome.entry().plan().decision();
        return decision.isEmpty() ? "nothing" : decision;
    }
}
