package io.quantum.governor.engine.serve.room;

import io.quantum.governor.engine.record.archive.AuditRow;
import io.quantum.governor.engine.record.archive.Searched;
import io.quantum.governor.engine.record.audit.PlanRecordReader;
import io.quantum.governor.engine.record.audit.RecordException;
import io.quantum.governor.engine.record.audit.RecordedPlan;
import io.quantum.governor.engine.rules.rulebook.FactKinds;
import io.quantum.governor.facts.Answer;
import io.quantum.governor.facts.Gate;
import io.quantum.governor.facts.Order;
import java.util.List;

/** Reads of the records of decisions what a list shows of them. Not for use by several threads. */
final class DecisionReader {
    private final PlanRecordReader reader;

    /** @param kinds those of the rules in force */
    DecisionReader(FactKinds kinds) {
        reader = new PlanRecordReader(kinds);
    }

    /** A record with what it says; what is no decision says nothing. */
    record Read(AuditRow row, DecisionDetail detail) {}

    Read read(Searched found) {
        if (!found.row().kind().isDecision()) {
            return new Read(found.row(), DecisionDetail.none(""));
        }
        try {
            return new Read(
                    found.row(),
                    found.record()
                            .map(record -> detail(reader.read(record.stored(), record.frame())))
                            .orElseGet(() -> DecisionDetail.none("its record was altered")));
        } catch (RecordException e) {
            return new Read(found.row(), DecisionDetail.none("its record can't be read: " + e.getMessage()));
        }
    }

    private static DecisionDetail detail(RecordedPlan plan) {
        List<String> would = plan.gates().stream()
                .filter(gate ->
                        gate.enforcement().equals(Gate.SHADOW) && gate.answer().equals(Answer.BLOCK))
                .map(gate -> gate.reason())
                .toList();
        Double usd = plan.order().filter(Order::priced).map(Order::notionalUsd).orElse(null);
        return new DecisionDetail(plan.action(), usd, usd == null ? whyNot(plan) : "", would);
    }

    private static String whyNot(RecordedPlan plan) {
        return plan.order()
                .map(order -> order.qtyBase() == 0 ? "it names no quantity" : "no price was known")
                .orElse("the rules did not work out an order");
    }
}
