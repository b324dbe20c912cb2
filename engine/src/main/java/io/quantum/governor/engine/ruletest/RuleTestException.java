package io.quantum.governor.engine.ruletest;

/** Rule tests that can't be used; the message names the file, the test and what is wrong. */
public final class RuleTestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RuleTestException(String message) {
        super(message);
    }
}
