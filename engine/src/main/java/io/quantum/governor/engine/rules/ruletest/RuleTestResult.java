package io.quantum.governor.engine.rules.ruletest;

/**
 * How one case went.
 *
 * @param test the case
 * @param failure what was expected and what came instead, several lines for people; empty when it passed
 */
public record RuleTestResult(RuleTest test, String failure) {

    public boolean passed() {
        return failure.isEmpty();
    }
}
