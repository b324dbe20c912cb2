package io.quantum.governor.engine.rules.evaluate;

import io.quantum.governor.facts.Answer;
import io.quantum.governor.facts.Gate;
import io.quantum.governor.facts.GateResult;
import io.quantum.governor.facts.Gates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays the gates' answers beside the gates that were asked. */
final class GateResults {
    private GateResults() {}

    /**
     * One result for each gate that is not off, in the order in which they decide.
     *
     * <p>A gate that was asked and did not answer blocks, so that a rule that stops firing is noticed at the first plan.
     *
     * @throws EvaluationException when a gate answered twice
     */
    static List<GateResult> of(List<Object> conclusions, List<Answer> answers) {
        Map<String, Answer> byGate = new HashMap<>();
        for (Answer answer : answers) {
            Answer other = byGate.put(answer.gate(), answer);
            if (other != null) {
                throw new EvaluationException("gate " + answer.gate() + " answered twice: " + other.answer() + " "
                        + other.reason() + " and " + answer.answer() + " " + answer.reason());
            }
        }
        List<GateResult> results = new ArrayList<>();
        for (Object conclusion : conclusions) {
            if (conclusion instanceof Gates gates) {
                add(gates.inOrder(), byGate, results);
            }
        }
        return results;
    }

    private static void add(List<Gate> gates, Map<String, Answer> answers, List<GateResult> results) {
        for (int place = 0; place < gates.size(); place++) {
            Gate gate = gates.get(place);
            @Nullable Answer answer = answers.get(gate.name());
            if (gate.enforcement().equals(Gate.OFF)) {
                continue;
            }
            results.add(answer == null ? GateResult.silent(place, gate) : new GateResult(place, gate, answer));
        }
    }
}
