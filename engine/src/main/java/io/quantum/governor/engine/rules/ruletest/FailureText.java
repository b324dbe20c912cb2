package io.quantum.governor.engine.rules.ruletest;

import io.quantum.governor.engine.rules.evaluate.Conclusions;
import io.quantum.governor.engine.rules.evaluate.Evaluation;
import java.util.List;

/** Tells people why a case failed. */
final class FailureText {
    private FailureText() {}

    /** The sentence, the case, expected beside actual, and the gates of the actual decision. */
    static String of(RuleTest test, Step step, List<Expectation.Line> lines, Evaluation evaluation) {
        return of(test, step, "expected and actual") + table(lines) + "the gates of the actual decision\n"
                + new GateLadder(evaluation).text();
    }

    /** The sentence, the case, expected beside actual, and the rules that fired. */
    static String of(RuleTest test, Step step, List<Expectation.Line> lines, Conclusions conclusions) {
        StringBuilder fired = new StringBuilder("the rules that fired\n");
        conclusions
                .fired()
                .forEach(rule -> fired.append("  ").append(rule.name()).append('\n'));
        return of(test, step, "expected and actual") + table(lines) + fired;
    }

    private static String table(List<Expectation.Line> lines) {
        TextTable table = new TextTable().row("", "", "expected", "actual");
        lines.forEach(line -> table.row(line.met() ? "" : "x", line.key(), line.expected(), line.actual()));
        return table.text();
    }

    static String of(RuleTest test, Step step, String what) {
        return test.title() + "\n" + step.where() + ": " + step.text() + "\n" + what + "\n";
    }
}
