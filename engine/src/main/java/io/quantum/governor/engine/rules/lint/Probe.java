package io.quantum.governor.engine.rules.lint;

import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.rules.evaluate.EvaluationException;
import io.quantum.governor.engine.rules.evaluate.Evaluator;
import io.quantum.governor.engine.rules.rulebook.DeclaredTypes;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.rules.rulebook.Threshold;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.engine.rules.ruletest.RuleTestException;
import io.quantum.governor.engine.rules.ruletest.Situations;
import io.quantum.governor.engine.rules.ruletest.Situations.Situation;
import io.quantum.governor.facts.DeclaredConclusion;
import io.quantum.governor.facts.GateResult;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the gates of every mode about many plans: at and around every threshold, and with each fact missing, unreadable,
 * too old and from the future. Each gate must give exactly one answer each time.
 */
public final class Probe {
    private static final Pattern TWICE = Pattern.compile("gate (\\S+) answered twice: (.*)");
    private static final String SILENT = "gate_silent";

    private final Map<String, Finding> first = new LinkedHashMap<>();

    private final DeclaredTypes types;

    private Probe(DeclaredTypes types) {
        this.types = types;
    }

    /**
     * Asks them.
     *
     * @param texts hold the fixtures of the rule tests, of which the plans are variations
     * @param rulebook the compiled rules of these texts
     * @return a finding for each gate that stays silent or answers twice, with the first plan of which it does
     */
    public static List<Finding> check(RulebookTexts texts, Rulebook rulebook) {
        Probe probe = new Probe(rulebook.types());
        try {
            List<Situation> situations = Situations.of(texts, rulebook);
            probe.ask(rulebook, Map.of(), situations);
            for (Threshold threshold : rulebook.thresholds().values()) {
                if (threshold.value() instanceof Boolean on) {
                    probe.ask(rulebook, Map.of(threshold.name(), String.valueOf(!on)), Situations.plain(situations));
                }
            }
        } catch (RuleTestException e) {
            return List.of(Finding.warning(
                    "tests/fixtures.yaml",
                    1,
                    "",
                    "the gates can't be probed: " + e.getMessage(),
                    "write the fixtures of the rule tests"));
        }
        return List.copyOf(probe.first.values());
    }

    private void ask(Rulebook rulebook, Map<String, String> changed, List<Situation> situations) {
        try (Evaluator evaluator = new Evaluator(rulebook, ThresholdValues.of(rulebook, changed))) {
            for (Situation situation : situations) {
                String where = situation.text() + (changed.isEmpty() ? "" : ", with " + changed);
                ask(evaluator, situation, where);
            }
        }
    }

    private void ask(Evaluator evaluator, Situation situation, String where) {
        try {
            Evaluation evaluation = evaluator.evaluate(situation.facts());
            onlyOne(evaluation, where);
            for (GateResult result : evaluation.gates()) {
                if (result.answer().reason().equals(SILENT)) {
                    add(
                            file(result.gate().name()),
                            "no rule answers for the gate " + result.gate().name() + " when " + where,
                            "add a rule for that case");
                }
            }
        } catch (EvaluationException e) {
            Matcher twice = TWICE.matcher(String.valueOf(e.getMessage()));
            if (twice.matches()) {
                add(
                        file(twice.group(1)),
                        "two rules answer for the gate " + twice.group(1) + " when " + where + ": " + twice.group(2),
                        "make their conditions exclude each other");
            } else {
                add(
                        "verdict.drl",
                        "the rules come to no decision when " + where + ": " + e.getMessage(),
                        "look which rules fire");
            }
        } catch (RuntimeException e) {
            add("verdict.drl", "the rules fail when " + where + ": " + e.getMessage(), "look which rules fire");
        }
    }

    /** What rules of a file conclude for each other, once of each kind unless the declaration says otherwise. */
    private void onlyOne(Evaluation evaluation, String where) {
        Set<Class<?>> before = new HashSet<>();
        for (Object concluded : evaluation.conclusions()) {
            Class<?> kind = concluded.getClass();
            if (concluded instanceof DeclaredConclusion
                    && !(concluded instanceof DeclaredConclusion.Several)
                    && !before.add(kind)) {
                add(
                        types.place(kind),
                        "two rules conclude " + kind.getSimpleName() + " when " + where,
                        "make their conditions exclude each other, or declare it @conclusion(\"several\")");
            }
        }
    }

    private static String file(String gate) {
        return "gates/" + gate + ".drl";
    }

    /** One plan for each gate is enough to see what is wrong. */
    private void add(String file, String sentence, String remedy) {
        String kind = file + sentence.replaceAll(" when .*", "");
        first.putIfAbsent(kind, Finding.error(file, 1, "", sentence, remedy));
    }
}
