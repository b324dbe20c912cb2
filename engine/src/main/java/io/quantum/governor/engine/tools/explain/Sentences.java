package io.quantum.governor.engine.tools.explain;

import io.quantum.governor.engine.record.audit.RecordedDecision;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedGate;
import io.quantum.governor.engine.tools.explain.Explanation.Measured;
import io.quantum.governor.engine.tools.nearmiss.FactWords;
import io.quantum.governor.facts.Answer;
import io.quantum.governor.facts.Gate;
import io.quantum.governor.facts.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The sentences that tell of verdicts and gates. */
final class Sentences {
    private static final String EVALUATION_ERROR = "evaluation_error";

    private Sentences() {}

    /** {@code gate 3, burst}; a gate without a number of its own has its name alone. */
    static String gate(String number, String name) {
        return number.equals(name) ? name : "gate " + number + ", " + name;
    }

    /**
     * What happened to the plan.
     *
     * @param deciding the names of the rules that came to the verdict, as far as they are known
     */
    static String verdict(RecordedDecision decision, List<String> deciding) {
        String plan = plan(decision);
        return switch (decision.outcome()) {
            case Verdict.PERMIT ->
                plan + " was permitted: of " + decision.gates().size() + " gates that were asked none blocks it"
                        + watched(decision) + ".";
            case Verdict.SKIP ->
                plan + " was skipped: no gate was asked, there is neither permit nor block"
                        + because(decision, deciding) + ".";
            case Verdict.DUPLICATE ->
                plan + " was a duplicate: its id had been decided before, and that decision stands"
                        + because(decision, deciding) + ".";
            case Verdict.BLOCK -> plan + " was blocked " + block(decision);
            default ->
                "An entry of the plan stream, " + decision.streamId() + ", became a dead letter: " + decision.detail()
                        + ".";
        };
    }

    private static String plan(RecordedDecision decision) {
        String what = (decision.plan().getOrDefault("action", "") + " " + decision.symbol()).strip();
        String named = decision.planId().isEmpty()
                ? "An entry of the plan stream, " + decision.streamId() + ","
                : "Plan " + decision.planId();
        return named + (what.isEmpty() ? "" : " (" + what + ")");
    }

    private static String block(RecordedDecision decision) {
        Optional<RecordedGate> deciding = decision.gates().stream()
                .filter(gate -> isDeciding(gate, decision))
                .findFirst();
        if (deciding.isPresent()) {
            List<RecordedGate> more = blocking(decision, Gate.ENFORCE).stream()
                    .filter(gate -> !gate.equals(deciding.get()))
                    .toList();
            return "by " + gate(deciding.get().gate(), deciding.get().name()) + ": " + decision.reason()
                    + compared(deciding.get()) + "."
                    + (more.isEmpty() ? "" : " It would have been blocked anyway by " + named(more) + ".");
        }
        return decision.reason().equals(EVALUATION_ERROR)
                ? "because the rules came to no usable end, which is never a permit: " + decision.detail() + "."
                : "before any rule was asked, with the reason " + decision.reason() + ": " + decision.detail() + ".";
    }

    private static String compared(RecordedGate gate) {
        return gate.value().isPresent() && gate.limit().isPresent()
                ? ", " + FactWords.number(gate.value().get()) + " against a limit of "
                        + FactWords.number(gate.limit().get())
                : "";
    }

    private static String watched(RecordedDecision decision) {
        List<RecordedGate> shadow = blocking(decision, Gate.SHADOW);
        return shadow.isEmpty()
                ? ""
                : "; only watched in this mode (shadow), and would have blocked it: " + named(shadow);
    }

    private static String because(RecordedDecision decision, List<String> deciding) {
        String why = decision.detail().isEmpty() ? String.join(", ", deciding) : decision.detail();
        return why.isEmpty() ? "" : " (" + why + ")";
    }

    private static List<RecordedGate> blocking(RecordedDecision decision, String enforcement) {
        return decision.gates().stream()
                .filter(g -> g.answer().equals(Answer.BLOCK) && g.enforcement().equals(enforcement))
                .toList();
    }

    private static String named(List<RecordedGate> gates) {
        return gates.stream()
                .map(g -> gate(g.gate(), g.name()) + " (" + g.reason() + ")")
                .collect(Collectors.joining("; "));
    }

    /** The first enforced gate that blocks decides. */
    static boolean isDeciding(RecordedGate gate, RecordedDecision decision) {
        return decision.outcome().equals(Verdict.BLOCK)
                && blocking(decision, Gate.ENFORCE).stream()
                        .findFirst()
                        .filter(gate::equals)
                        .isPresent();
    }

    /** What a gate answered. */
    static String gate(RecordedGate gate, RecordedDecision decision, List<Measured> measured) {
        String said = switch (gate.answer()) {
            case Answer.PASS -> "let the plan pass";
            case Answer.OPEN -> "could not judge and let the plan pass (" + gate.reason() + ")";
            default ->
                (isDeciding(gate, decision)
                                ? "blocked the plan"
                                : gate.enforcement().equals(Gate.SHADOW)
                                        ? "would have blocked the plan, and is only watched in this mode (shadow)"
                                        : "would have blocked the plan too")
                        + ", " + gate.reason();
        };
        return said + measured.stream().map(Sentences::measured).collect(Collectors.joining());
    }

    private static String measured(Measured m) {
        String unit = m.unit().isEmpty() ? "" : " " + m.unit();
        String far = m.value() == m.limit()
                ? "exactly at it"
                : FactWords.number(Math.abs(m.headroom())) + (m.value() < m.limit() ? " below it" : " above it");
        return ": " + FactWords.number(m.value()) + " against a limit of " + FactWords.number(m.limit()) + unit
                + (m.threshold().isEmpty()
                        ? ""
                        : " (" + m.threshold() + (m.row().isEmpty() ? "" : " for " + m.row()) + ")")
                + ", " + far;
    }
}
