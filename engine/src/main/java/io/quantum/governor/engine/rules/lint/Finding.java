package io.quantum.governor.engine.rules.lint;

import io.quantum.governor.engine.rules.rulebook.fence.Fault;
import java.util.Locale;

/**
 * One thing that somebody should change in a rulebook.
 *
 * @param severity whether the rulebook can be used in spite of it
 * @param file relative to the rulebook's directory
 * @param line counted from 1
 * @param rule the rule's name; empty when it is not about one rule
 * @param sentence what is wrong
 * @param remedy what to do about it
 */
public record Finding(Severity severity, String file, int line, String rule, String sentence, String remedy) {

    static Finding error(String file, int line, String rule, String sentence, String remedy) {
        return new Finding(Severity.ERROR, file, Math.max(1, line), rule, sentence, remedy);
    }

    static Finding warning(String file, int line, String rule, String sentence, String remedy) {
        return new Finding(Severity.WARNING, file, Math.max(1, line), rule, sentence, remedy);
    }

    static Finding of(Fault fault) {
        return error(fault.file(), fault.line(), fault.rule(), fault.sentence(), fault.remedy());
    }

    /** For people: {@code gates/burst.drl:12: error: rule "burst: ...": what is wrong}, and below it what to do. */
    public String text() {
        return file + ":" + line + ": " + severity.name().toLowerCase(Locale.ROOT) + ": "
                + (rule.isEmpty() ? "" : "rule \"" + rule + "\": ") + sentence + "\n    " + remedy;
    }

    /** Whether the rulebook can't be used. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
