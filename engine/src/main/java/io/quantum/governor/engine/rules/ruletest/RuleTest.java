package io.quantum.governor.engine.rules.ruletest;

import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.limits.LimitTable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One case of a rule test: a plan, a sequence of plans, or a symbol in an engine's cycle, and what the rules should make
 * of it. Immutable.
 */
public final class RuleTest {
    private final String file;
    private final Part part;
    private final String sentence;
    private final String row;
    private final Instant start;
    private final Scope scope;
    private final List<Step> steps;

    RuleTest(String file, Part part, String sentence, String row, Instant start, Scope scope, List<Step> steps) {
        this.file = file;
        this.part = part;
        this.sentence = sentence;
        this.row = row;
        this.start = start;
        this.scope = scope;
        this.steps = List.copyOf(steps);
    }

    /** The test file, relative to the folder of tests: {@code kill-score.yaml}. */
    public String file() {
        return file;
    }

    /** The part of the rulebook whose rules it tests. */
    Part part() {
        return part;
    }

    /** The rule file's stem and the test's sentence, and for a row of a table its number and what it says. */
    public String name() {
        return title() + row;
    }

    /** The rule file's stem and the test's sentence. */
    String title() {
        return file.replaceAll("\\.yaml$", "") + ": " + sentence;
    }

    /** Whether it is also asked of the rulebook in force. */
    public boolean canary() {
        return scope.canary();
    }

    /** The moment from which all ages count back. */
    Instant start() {
        return start;
    }

    /** The thresholds that differ from the rulebook's, as texts by their qualified names. */
    Map<String, String> thresholds() {
        return scope.thresholds();
    }

    /** The rows of limits in place of the rulebook's; empty when those hold. */
    Optional<LimitTable> limits() {
        return scope.limits();
    }

    /** Of which symbol an engine is asked; empty when the test does not say. */
    String symbol() {
        return scope.symbol();
    }

    List<Step> steps() {
        return steps;
    }
}
