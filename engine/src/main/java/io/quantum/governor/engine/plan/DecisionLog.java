package io.quantum.governor.engine.plan;

import io.quantum.governor.facts.GateResult;
import io.quantum.governor.facts.Order;
import io.quantum.governor.facts.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one line a decision. */
public final class DecisionLog implements DecisionListener {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);

    @Override
    public void committed(Outcome outcome) {
        if (LOG.isInfoEnabled()) {
            LOG.info("{}", line(outcome));
        }
    }

    /** The decision as a person reads it: {@code BTCUSDT PARTIAL_50 BLOCK gate 3 burst: 2 against 2 (...)}. */
    public static String line(Outcome outcome) {
        if (outcome instanceof Outcome.Decided decided) {
            var plan = decided.entry().plan();
            return String.format(
                    "%-12s %-20s %-9s %s  [%s]",
                    plan.symbol(),
                    plan.action(),
                    decided.evaluation().verdict().decision(),
                    why(decided),
                    plan.planId());
        }
        if (outcome instanceof Outcome.Refused refused) {
            return String.format(
                    "%-12s %-20s %-9s %s: %s  [%s]",
                    refused.symbol().isEmpty() ? "?" : refused.symbol(),
                    "",
                    Verdict.BLOCK,
                    refused.reason(),
                    refused.detail(),
                    refused.planId());
        }
        if (outcome instanceof Outcome.DeadLetter letter) {
            return String.format(
                    "%-12s %-20s %-9s %s  [entry %s]",
                    "?", "", "DEAD", letter.entry().detail(), letter.entry().streamId());
        }
        return String.format(
                "%-12s %-20s %-9s [entry %s]",
                "", "", "DUPLICATE", outcome.entry().streamId());
    }

    private static String why(Outcome.Decided decided) {
        Verdict verdict = decided.evaluation().verdict();
        return switch (verdict.decision()) {
            case Verdict.PERMIT -> {
                Order order = decided.evaluation().one(Order.class);
                yield "qty " + StoredNumber.amount(order.qtyBase())
                        + (order.priced() ? ", USD " + StoredNumber.places(order.notionalUsd(), 2) : ", no price");
            }
            case Verdict.BLOCK ->
                decided.evaluation().gates().stream()
                        .filter(g -> g.gate().name().equals(verdict.name()))
                        .findFirst()
                        .map(DecisionLog::why)
                        .orElse("");
            default -> "";
        };
    }

    private static String why(GateResult block) {
        return "gate " + block.gate().number() + " " + BlockRecord.sentence(block) + " ("
                + block.answer().reason() + ")";
    }
}
