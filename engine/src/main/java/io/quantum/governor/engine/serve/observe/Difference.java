package io.quantum.governor.engine.serve.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.serve.shadow.Said;
import io.quantum.governor.facts.Answer;
import io.quantum.governor.facts.GateResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was observed of one plan.
 *
 * @param what how both agree
 * @param ours what this governor says; empty when it can't tell
 * @param theirs what the other governor has decided; empty when it did not show
 * @param gate the name of the gate by which this governor blocks; empty when it does not
 * @param measured what the gate by which this governor blocks has seen, and its limit; empty when it measured nothing
 */
record Difference(
        Observation what,
        String planId,
        String symbol,
        Optional<Said> ours,
        Optional<Theirs> theirs,
        Optional<String> gate,
        Optional<String> measured) {

    static Difference of(Observation what, Watched plan, Optional<Said> ours, Optional<Evaluation> evaluation) {
        return new Difference(
                what,
                plan.id(),
                plan.symbol(),
                ours,
                plan.theirs(),
                evaluation.map(e -> e.verdict().name()),
                evaluation.flatMap(e -> e.gates().stream()
                        .filter(g -> g.gate().name().equals(e.verdict().name()))
                        .findFirst()
                        .map(GateResult::answer)
                        .filter(Answer::measured)
                        .map(a -> a.value() + " of " + a.limit())));
    }

    boolean isRaced() {
        return what.result().equals(Observation.RACED);
    }

    /** The name of the gate by which both block; empty when they do not, or the other one has not said why. */
    Optional<String> proven() {
        return what.isAgreed() && !what.gate().isEmpty() ? gate : Optional.empty();
    }

    /** The same, under another heading. */
    Difference as(Observation heading) {
        return new Difference(heading, planId, symbol, ours, theirs, gate, measured);
    }

    /** As it is kept. */
    Map<String, byte[]> fields() {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        put(fields, "result", what.result());
        put(fields, "gate", what.gate());
        put(fields, "reason", what.reason());
        put(fields, "plan_id", planId);
        put(fields, "symbol", symbol);
        ours.ifPresent(said -> {
            put(fields, "ours", said.decision());
            put(fields, "our_reason", said.reason());
            said.order().ifPresent(order -> put(fields, "our_qty", Double.toString(order.qtyBase())));
        });
        theirs.ifPresent(said -> {
            put(fields, "theirs", said.decision());
            put(fields, "their_reason", said.reason());
            said.qtyBase().ifPresent(qty -> put(fields, "their_qty", Double.toString(qty)));
            put(fields, "seen_by", said.by());
        });
        measured.ifPresent(text -> put(fields, "measured", text));
        return fields;
    }

    private static void put(Map<String, byte[]> fields, String name, String value) {
        fields.put(name, value.getBytes(UTF_8));
    }
}
