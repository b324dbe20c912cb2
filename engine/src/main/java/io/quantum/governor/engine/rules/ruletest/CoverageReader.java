package io.quantum.governor.engine.rules.ruletest;

import io.quantum.governor.engine.rules.rulebook.RuleSource;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.Threshold;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.engine.rules.ruletest.Coverage.Item;
import io.quantum.governor.engine.rules.ruletest.Coverage.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.drools.drl.ast.descr.RuleDescr;

/** Finds out what tests show of a rulebook. */
final class CoverageReader {
    private final Rulebook rulebook;
    private final List<RuleTest> tests;
    private final Evidence evidence;
    private final List<Item> items = new ArrayList<>();
    private final Set<String> told = new HashSet<>();

    /**
     * @param tests every test of the rulebook; all of them pass
     * @param evidence what they have shown
     */
    CoverageReader(Rulebook rulebook, List<RuleTest> tests, Evidence evidence) {
        this.rulebook = rulebook;
        this.tests = tests;
        this.evidence = evidence;
    }

    Coverage read(List<RuleSource> files) {
        for (RuleSource file : files) {
            for (RuleDescr rule : file.rules()) {
                addRule(file, rule, file.path() + ":" + file.line(rule.getStartCharacter()) + ": ");
            }
        }
        Map<String, Threshold> thresholds = rulebook.thresholds();
        for (RuleSource file : files) {
            List<RuleTest> nearestFirst = RuleTests.nearestFirst(tests, file.stem());
            file.thresholdLines()
                    .forEach((name, line) -> addThreshold(
                            file.path() + ":" + line + ": ",
                            Objects.requireNonNull(thresholds.get(name)),
                            nearestFirst));
        }
        return new Coverage(List.copyOf(items));
    }

    private void addRule(RuleSource file, RuleDescr rule, String place) {
        add(Kind.RULES, place + "no test fires \"" + rule.getName() + "\"", evidence.fired(rule.getName()));
        List<GateAnswer> answers = GateAnswer.of(file.consequence(rule));
        String number = RuleSource.annotation(rule, "gate");
        for (GateAnswer answer : answers) {
            once(
                    Kind.ANSWERS,
                    place,
                    "no test expects " + answer.answer() + " of " + answer.gate(),
                    isExpected(answer, number, answer.answer()));
            if (!answer.reason().isEmpty()) {
                once(
                        Kind.REASONS,
                        place,
                        "no test expects the reason " + answer.reason() + " of " + answer.gate(),
                        isExpected(answer, number, answer.reason()));
            }
        }
        String reason = RuleSource.annotation(rule, "reason");
        if (answers.isEmpty() && !reason.isEmpty()) {
            once(Kind.REASONS, place, "no test expects the reason " + reason, evidence.expected(reason));
        }
    }

    /** A block is also expected by its reason, whichever gate is said to decide. */
    private boolean isExpected(GateAnswer answer, String number, String said) {
        boolean byReason = answer.answer().equals("BLOCK") && evidence.expected(answer.reason());
        return byReason || evidence.expectedOf(answer.gate(), number, said);
    }

    private void addThreshold(String place, Threshold threshold, List<RuleTest> nearestFirst) {
        for (String moved : ThresholdSteps.beside(threshold)) {
            String missing = place + "no test fails with " + threshold.name() + " " + moved + " instead of "
                    + ThresholdSteps.own(threshold);
            add(Kind.THRESHOLDS, missing, isNoticed(Map.of(threshold.name(), moved), nearestFirst));
        }
    }

    private boolean isNoticed(Map<String, String> moved, List<RuleTest> nearestFirst) {
        try (RuleTestRunner runner =
                RuleTestRunner.overlookingLimits(rulebook, ThresholdValues.authored(rulebook, moved))) {
            return nearestFirst.stream().anyMatch(test -> !runner.run(test).passed());
        }
    }

    private void once(Kind kind, String place, String missing, boolean covered) {
        if (told.add(missing)) {
            add(kind, place + missing, covered);
        }
    }

    private void add(Kind kind, String missing, boolean covered) {
        items.add(new Item(kind, missing, covered));
    }
}
