package io.quantum.governor.engine.ruletest;

import io.quantum.governor.engine.evaluate.Evaluation;
import java.util.List;

/** Tells people why a case failed. */
final class FailureText {
    private FailureText() {}

    /** The sentence, the case, expected beside actual, and the gates of the actual decision. */
    static String of(RuleTest test, Step step, List<Expectation.Line> lines, Evaluation evaluation) {
        TextTable table = new TextTable().row("", "", "expected", "actual");
        lines.forEach(line -> table.row(line.met() ? "" : "x", line.key(), line.expected(), line.actual()));
        return of(test, step, "expected and actual") + table.text() + "the gates of the actual decision\n"
                + new GateLadder(evaluation).text();
    }

    static String of(RuleTest test, Step step, String what) {
        return test.title() + "\n" + step.text() + "\n" + what + "\n";
    }
}
