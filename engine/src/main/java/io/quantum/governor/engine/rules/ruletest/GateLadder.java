package io.quantum.governor.engine.rules.ruletest;

import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.facts.Answer;
import io.quantum.governor.facts.Gate;
import io.quantum.governor.facts.GateResult;
import io.quantum.governor.facts.Gates;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Every gate of a decision in the order in which they decide, those that are off included. */
final class GateLadder {
    static final String OFF = "OFF";

    private final List<Gate> gates;
    private final Evaluation evaluation;

    GateLadder(Evaluation evaluation) {
        this.gates = evaluation.atMostOne(Gates.class).map(Gates::inOrder).orElse(List.of());
        this.evaluation = evaluation;
    }

    List<Gate> gates() {
        return gates;
    }

    /** What a gate answered, {@code OFF} when it was not asked. */
    String answer(Gate gate) {
        return result(gate).map(r -> r.answer().answer()).orElse(OFF);
    }

    /** The reason code or fail-open condition that a gate gave; empty when it gave none, or was not asked. */
    String reason(Gate gate) {
        return result(gate).map(r -> r.answer().reason()).orElse("");
    }

    /** The gates as a table for people; empty when none was asked, as for a skipped plan. */
    String text() {
        TextTable table = new TextTable().row("gate", "", "asked to", "answer", "reason", "value", "limit");
        for (Gate gate : gates) {
            Optional<GateResult> result = result(gate);
            String enforcement = result.map(r -> r.gate().enforcement()).orElse(gate.enforcement());
            Optional<Answer> answer = result.map(GateResult::answer);
            table.row(
                    gate.number().equals(gate.name()) ? "" : gate.number(),
                    gate.name(),
                    enforcement,
                    answer(gate),
                    answer.map(Answer::reason).orElse(""),
                    answer.filter(Answer::measured).map(a -> number(a.value())).orElse(""),
                    answer.filter(Answer::measured).map(a -> number(a.limit())).orElse(""));
        }
        return gates.isEmpty() ? "  no gate was asked\n" : table.text();
    }

    private Optional<GateResult> result(Gate gate) {
        return evaluation.gates().stream()
                .filter(r -> r.gate().name().equals(gate.name()))
                .findFirst();
    }

    /** A number as people write it, without an exponent. */
    static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
