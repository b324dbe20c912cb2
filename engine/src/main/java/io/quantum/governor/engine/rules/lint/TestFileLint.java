package io.quantum.governor.engine.rules.lint;

import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.rules.ruletest.RuleTestException;
import io.quantum.governor.engine.rules.ruletest.RuleTests;
import java.util.List;

/** Looks whether the rule tests can be understood; it does not run them. */
final class TestFileLint {
    private TestFileLint() {}

    /** The first fault of the test files. */
    static List<Finding> check(RulebookTexts texts, Rulebook rulebook) {
        try {
            RuleTests.of(texts, rulebook);
            return List.of();
        } catch (RuleTestException e) {
            String[] told = e.sentence().split("; ", 2);
            String remedy = told.length > 1 ? told[1] : "see docs/rule-tests.md for what can stand here";
            return List.of(Finding.error(e.file(), e.line(), "", told[0], remedy));
        }
    }
}
