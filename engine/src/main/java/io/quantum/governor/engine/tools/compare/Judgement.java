package io.quantum.governor.engine.tools.compare;

import io.quantum.governor.engine.rules.evaluate.Conclusions;
import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.facts.BudgetCheck;
import io.quantum.governor.facts.Disarm;
import io.quantum.governor.facts.GateResult;
import io.quantum.governor.facts.Hint;
import io.quantum.governor.facts.NoProposal;
import io.quantum.governor.facts.Order;
import io.quantum.governor.facts.Proposal;
import io.quantum.governor.facts.SymbolBudget;
import io.quantum.governor.facts.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What one rulebook made of a probe.
 *
 * @param words for people
 * @param freedoms how much is allowed, by name: the larger a number, the looser
 */
record Judgement(String words, Map<String, Double> freedoms) {
    /** As the evaluation error that it would be: a plan is blocked, and an engine writes nothing. */
    static final Judgement ERROR = blocked("BLOCK evaluation_error", 0);

    static Judgement of(Evaluation evaluation) {
        Verdict verdict = evaluation.verdict();
        long blocks = evaluation.gates().stream().filter(GateResult::isBlock).count();
        if (!verdict.decision().equals(Verdict.PERMIT)) {
            return blocked((verdict.decision() + " " + verdict.reason()).strip(), blocks);
        }
        double qty = evaluation.atMostOne(Order.class).map(Order::qtyBase).orElse(0.0);
        Hint hint = evaluation.atMostOne(Hint.class).orElse(Hint.none("none"));
        return new Judgement(
                "PERMIT qty " + qty + shadows(evaluation)
                        + (hint.factor() < 1 ? ", downsized by " + hint.factor() : ""),
                Map.of(
                        "permitted",
                        1.0,
                        "quantity",
                        qty,
                        "factor",
                        hint.factor(),
                        "no cooldown",
                        (double) -hint.extraCooldownSec(),
                        "gates that do not block",
                        (double) -blocks));
    }

    private static Judgement blocked(String words, long blocks) {
        return new Judgement(
                words,
                Map.of(
                        "permitted", 0.0,
                        "quantity", 0.0,
                        "factor", 0.0,
                        "no cooldown", Double.NEGATIVE_INFINITY,
                        "gates that do not block", (double) -blocks));
    }

    private static String shadows(Evaluation evaluation) {
        String shadows = evaluation.gates().stream()
                .filter(GateResult::isBlock)
                .map(g -> g.answer().reason())
                .collect(Collectors.joining(", "));
        return shadows.isEmpty() ? "" : ", would block: " + shadows;
    }

    /** Of the rules that say whether to disarm; what they make of a block is asked by probes of their own. */
    private static Judgement ofDisarm(Conclusions conclusions) {
        Optional<Disarm> disarm = conclusions.atMostOne(Disarm.class);
        return new Judgement(
                disarm.map(d -> "disarm " + d.reason() + " " + d.context().values())
                        .orElse("no disarm"),
                Map.of("an executor that stays armed", disarm.isPresent() ? 0.0 : 1.0));
    }

    /** Of an engine. A symbol without a budget is not limited by one. */
    static Judgement of(Part part, Conclusions conclusions) {
        if (part == Part.DISARM) {
            return ofDisarm(conclusions);
        }
        var proposal = conclusions.atMostOne(Proposal.class);
        if (proposal.isPresent()) {
            Proposal said = proposal.get();
            return new Judgement(
                    "multiplier " + said.multiplier(),
                    Map.of("multiplier", said.multiplier(), "target", said.proposedTargetUsd()));
        }
        var none = conclusions.atMostOne(NoProposal.class);
        if (none.isPresent()) {
            return new Judgement("no proposal: " + none.get().reason(), Map.of());
        }
        double budget =
                conclusions.atMostOne(SymbolBudget.class).map(SymbolBudget::usd).orElse(Double.POSITIVE_INFINITY);
        boolean violation = conclusions
                .atMostOne(BudgetCheck.class)
                .map(BudgetCheck::violation)
                .orElse(false);
        return new Judgement(
                (Double.isInfinite(budget) ? "no budget" : "budget " + budget) + (violation ? ", violated" : ""),
                Map.of("budget", budget, "no violation", violation ? 0.0 : 1.0));
    }

    /** What another judgement of the same probe is, compared with this one. */
    Change comparedWith(Judgement before) {
        boolean looser = false;
        boolean tighter = false;
        TreeSet<String> names = new TreeSet<>(freedoms.keySet());
        names.addAll(before.freedoms.keySet());
        for (String name : names) {
            Double now = freedoms.get(name);
            Double then = before.freedoms.get(name);
            if (now == null || then == null) {
                return Change.UNCLEAR;
            }
            looser |= now > then;
            tighter |= now < then;
        }
        if (looser && tighter) {
            return Change.MIXED;
        }
        if (looser || tighter) {
            return looser ? Change.LOOSER : Change.TIGHTER;
        }
        return words.equals(before.words) ? Change.NONE : Change.UNCLEAR;
    }
}
