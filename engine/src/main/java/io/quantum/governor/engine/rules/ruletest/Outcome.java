package io.quantum.governor.engine.rules.ruletest;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.facts.Answer;
import io.quantum.governor.facts.Disarm;
import io.quantum.governor.facts.Gate;
import io.quantum.governor.facts.GateResult;
import io.quantum.governor.facts.Hint;
import io.quantum.governor.facts.Order;
import io.quantum.governor.facts.Verdict;
import java.util.List;
import java.util.function.Function;

/** What the rules made of one plan, under the keys that an expectation may name. */
final class Outcome {
    private static final JsonMapper JSON = new JsonMapper();

    private Outcome() {}

    static ObjectNode of(Evaluation evaluation) {
        Verdict verdict = evaluation.verdict();
        ObjectNode outcome = JSON.createObjectNode()
                .put("decision", verdict.decision())
                .put("reason", verdict.reason())
                .put("gate", verdict.gate());
        evaluation.atMostOne(Hint.class).ifPresent(hint -> outcome.set("hint", JSON.valueToTree(hint)));
        evaluation.atMostOne(Disarm.class).ifPresent(disarm -> outcome.put("disarm", disarm.reason()));
        evaluation.atMostOne(Order.class).ifPresent(order -> outcome.set("order", JSON.valueToTree(order)));
        outcome.set(
                "fired",
                JSON.valueToTree(evaluation.fired().stream().map(f -> f.name()).toList()));
        GateLadder ladder = new GateLadder(evaluation);
        addGates(outcome.putObject("gates"), ladder, ladder::answer);
        addGates(outcome.putObject("reasons"), ladder, ladder::reason);
        addBlocks(
                outcome, evaluation.gates().stream().filter(GateResult::isBlock).toList(), verdict.name());
        return outcome;
    }

    /** What each gate says by its name, and by its number when no other gate has the same. */
    private static void addGates(ObjectNode answers, GateLadder ladder, Function<Gate, String> said) {
        for (Gate gate : ladder.gates()) {
            List<String> sameNumber = ladder.gates().stream()
                    .filter(g -> g.number().equals(gate.number()))
                    .map(Gate::name)
                    .toList();
            answers.put(
                    gate.number(),
                    sameNumber.size() == 1 ? said.apply(gate) : "several gates; name one of " + sameNumber);
        }
        ladder.gates().forEach(gate -> answers.put(gate.name(), said.apply(gate)));
    }

    private static void addBlocks(ObjectNode outcome, List<GateResult> blocks, String deciding) {
        var also = outcome.putArray("also");
        for (GateResult block : blocks) {
            Answer answer = block.answer();
            if (!block.gate().name().equals(deciding)) {
                also.add(answer.reason());
            } else if (answer.measured()) {
                outcome.put("value", answer.value()).put("limit", answer.limit());
            }
        }
    }
}
