package io.quantum.governor.engine.rules.rulebook.fence;

/**
 * One thing that is wrong in a rule file, told to the person who wrote it.
 *
 * @param file relative to the rulebook's directory, {@code gates/burst.drl}
 * @param line counted from 1
 * @param rule the rule's name; empty when it is not about one rule
 * @param sentence what is wrong
 * @param remedy what to write instead
 */
public record Fault(String file, int line, String rule, String sentence, String remedy) {

    /** On one line: file, line, rule, sentence, remedy. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + (rule.isEmpty() ? "" : "rule \"" + rule + "\": ") + sentence + "; " + remedy;
    }
}
