package io.quantum.governor.engine.tools.explain;

import io.quantum.governor.engine.rules.rulebook.ShortDigest;
import io.quantum.governor.engine.tools.explain.Explanation.Gate;
import io.quantum.governor.engine.tools.explain.Explanation.Judged;
import io.quantum.governor.engine.tools.explain.Explanation.Step;
import io.quantum.governor.engine.tools.nearmiss.NearMiss;
import io.quantum.governor.facts.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lays an explanation out for people. */
public final class ExplanationText {

    private final Explanation explanation;
    private final StringBuilder text = new StringBuilder();

    private ExplanationText(Explanation explanation) {
        this.explanation = explanation;
    }

    /** All of it. */
    public static String of(Explanation explanation) {
        return new ExplanationText(explanation).text();
    }

    private String text() {
        line(explanation.verdict().sentence());
        explanation.notes().forEach(note -> line("! " + note));
        heading("Decided");
        line("  at " + explanation.at() + mode() + "; plan stream entry " + explanation.streamId());
        decider(explanation.rulebook());
        line("  this record: " + explanation.from());
        gates();
        List<Step> steps = explanation.steps();
        steps(
                "What rules worked out besides the gates",
                steps.stream().filter(s -> !s.decides() && !s.fired().isEmpty()).toList());
        steps("What came to the verdict", steps.stream().filter(Step::decides).toList());
        others();
        return text.toString();
    }

    private String mode() {
        return explanation.mode().isEmpty() ? "" : ", in the mode " + explanation.mode();
    }

    private void decider(Explanation.Decider rulebook) {
        line("  by the rulebook " + rulebook.name() + " " + ShortDigest.beside(rulebook.version(), rulebook.digest())
                + (rulebook.from().isEmpty() ? "" : ", found in " + rulebook.from()));
        if (!rulebook.released().isEmpty()) {
            line("  " + rulebook.released());
        }
        rulebook.overrides().forEach(override -> line("  threshold set by the operator: " + override));
        rulebook.limits().forEach(limit -> line("  limit for this plan: " + limit));
    }

    private void gates() {
        if (!explanation.gates().isEmpty()) {
            heading("The gates, in the order in which they decide (X: it blocks; o: it could not judge)");
        }
        for (Gate gate : explanation.gates()) {
            String mark =
                    gate.answer().equals(Answer.BLOCK) ? "X " : gate.answer().equals(Answer.OPEN) ? "o " : "  ";
            line(mark + Sentences.gate(gate.gate(), gate.name()) + " " + gate.sentence() + ".");
            gate.judged().forEach(this::judged);
            rules(gate.fired(), gate.notFired());
        }
        if (!explanation.notAsked().isEmpty()) {
            line("  Not asked: " + String.join("; ", explanation.notAsked()) + ".");
        }
    }

    private void judged(Judged judged) {
        StringBuilder said = new StringBuilder("      saw    ").append(judged.kind());
        said.append(judged.says().isEmpty() ? "" : ": " + judged.says());
        said.append(judged.age().isEmpty() ? "" : "; " + judged.age());
        said.append(judged.source().isEmpty() ? "" : "; from " + judged.source());
        line(said.toString());
    }

    private void rules(List<String> fired, List<NearMiss> notFired) {
        fired.forEach(rule -> line("      fired  " + sentence(rule)));
        Map<String, List<NearMiss>> byReason = new LinkedHashMap<>();
        notFired.forEach(miss ->
                byReason.computeIfAbsent(miss.why(), why -> new ArrayList<>()).add(miss));
        byReason.forEach((why, misses) -> {
            if (misses.size() == 1) {
                line("      not    " + sentence(misses.get(0).rule()) + ": " + why);
            } else {
                line("      not    because " + why + ":");
                misses.forEach(miss -> line("             - " + sentence(miss.rule())));
            }
        });
    }

    /** A rule's name without the stem that stands above it. */
    private static String sentence(String rule) {
        return rule.substring(rule.indexOf(':') + 1).strip();
    }

    private void steps(String title, List<Step> steps) {
        if (!steps.isEmpty()) {
            heading(title);
        }
        for (Step step : steps) {
            line("  " + step.name());
            step.concluded().forEach(conclusion -> line("      so     " + conclusion));
            rules(step.fired(), step.decides() ? step.notFired() : List.of());
        }
    }

    private void others() {
        if (!explanation.others().isEmpty()) {
            heading("Other decisions on the same plan id");
        }
        explanation
                .others()
                .forEach(other -> line("  " + other.at() + "  " + other.outcome() + " " + other.reason()
                        + "; explained by --entry " + other.streamId()));
    }

    private void heading(String title) {
        line("");
        line(title);
    }

    /** What a plan says makes no line of its own. */
    private void line(String content) {
        text.append(content.replace('\n', ' ')).append('\n');
    }
}
