package io.quantum.governor.engine.rules.ruletest;

import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.facts.Fact;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The facts of one step of a test, without what is expected of them.
 *
 * @param test what it is called, for people
 * @param stem of the test file and its rule file: {@code kill-score}
 * @param part whose rules judge them
 * @param thresholds the values that the test changes, as texts by their qualified names
 * @param facts as the rules are given them; a plan's begin with its apply mode
 */
public record TestedFacts(String test, String stem, Part part, Map<String, String> thresholds, List<Fact> facts) {

    /** The steps of all tests; those of a sequence as if each were the first. */
    public static List<TestedFacts> of(List<RuleTest> tests) {
        return tests.stream().flatMap(TestedFacts::steps).toList();
    }

    private static Stream<TestedFacts> steps(RuleTest test) {
        String stem = test.file().substring(test.file().lastIndexOf('/') + 1).replaceAll("\\.yaml$", "");
        return test.steps().stream()
                .map(step -> new TestedFacts(test.name(), stem, test.part(), test.thresholds(), step.facts()));
    }
}
