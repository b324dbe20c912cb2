package io.quantum.governor.engine.rules.ruletest;

/** Rule tests that can't be used; the message names the file, its line, the test and what is wrong. */
public final class RuleTestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final String sentence;

    /** Something that is not about one line. */
    public RuleTestException(String message) {
        super(message);
        this.file = "tests";
        this.line = 1;
        this.sentence = message;
    }

    RuleTestException(String file, int line, String sentence) {
        super(file + ":" + line + ": " + sentence);
        this.file = file;
        this.line = line;
        this.sentence = sentence;
    }

    /** Where it is, below the rulebook's directory: {@code tests/burst.yaml}; the folder when no one file is wrong. */
    public String file() {
        return file;
    }

    /** Counted from 1. */
    public int line() {
        return line;
    }

    /** What is wrong, without the place. */
    public String sentence() {
        return sentence;
    }
}
