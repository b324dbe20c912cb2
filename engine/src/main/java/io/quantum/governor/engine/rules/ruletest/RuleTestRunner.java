package io.quantum.governor.engine.rules.ruletest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quantum.governor.engine.rules.evaluate.Conclusions;
import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.rules.evaluate.Evaluator;
import io.quantum.governor.engine.rules.evaluate.SymbolEvaluator;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.engine.rules.rulebook.limits.LimitScope;
import io.quantum.governor.engine.rules.rulebook.limits.LimitTable;
import io.quantum.governor.facts.BlockedPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs rule tests against one rulebook with the evaluator that judges live plans. Not for use by several threads. */
public final class RuleTestRunner implements AutoCloseable {
    private final Rulebook rulebook;
    private final ThresholdValues thresholds;
    private final Map<Changed, Evaluator> evaluators = new HashMap<>();
    private final Map<Engine, SymbolEvaluator> engines = new HashMap<>();
    private final Evidence evidence = new Evidence();
    private final Set<String> overlooked;

    /** The thresholds that a test sets, and its rows of limits if it has its own. */
    private record Changed(Map<String, String> thresholds, Optional<LimitTable> limits) {
        static Changed by(RuleTest test) {
            return new Changed(test.thresholds(), test.limits());
        }
    }

    /** An engine with what a test changes. */
    private record Engine(Part part, Changed changed) {}

    /**
     * @param rulebook the rules under test
     * @param thresholds the values that hold where a test names none. The rule files' own are what the tests' numbers
     *     assume; with an operator's overrides a test may rightly fail
     */
    public RuleTestRunner(Rulebook rulebook, ThresholdValues thresholds) {
        this(rulebook, thresholds, Set.of());
    }

    private RuleTestRunner(Rulebook rulebook, ThresholdValues thresholds, Set<String> overlooked) {
        this.rulebook = rulebook;
        this.thresholds = thresholds;
        this.overlooked = overlooked;
    }

    /**
     * A runner for which a test does not fail by the limit that it names: what the gate makes of the limit has to differ.
     */
    public static RuleTestRunner overlookingLimits(Rulebook rulebook, ThresholdValues thresholds) {
        return new RuleTestRunner(rulebook, thresholds, Set.of("limit"));
    }

    /** Runs one case, of a sequence all steps up to the first that fails. Never throws because of a rule. */
    public RuleTestResult run(RuleTest test) {
        History history = new History(test.start(), rulebook.kinds());
        for (Step step : test.steps()) {
            String failure = run(test, step, history);
            if (!failure.isEmpty()) {
                return new RuleTestResult(test, failure);
            }
        }
        return new RuleTestResult(test, "");
    }

    private String run(RuleTest test, Step step, History history) {
        return test.part() == Part.PLAN ? decide(test, step, history) : conclude(test, step);
    }

    private String conclude(RuleTest test, Step step) {
        Conclusions conclusions;
        ObjectNode outcome;
        try {
            conclusions = engine(new Engine(test.part(), Changed.by(test)))
                    .evaluate(LimitScope.ofSymbol(symbol(test, step)), step.facts());
            outcome = Subject.of(test.part()).outcome(conclusions);
        } catch (RuntimeException e) {
            // as for plans: the test fails, and nothing else does
            return FailureText.of(test, step, "the rules came to no conclusion: " + e);
        }
        List<Expectation.Line> lines = step.expectation().compare(outcome);
        return met(step, lines, outcome) ? "" : FailureText.of(test, step, lines, conclusions);
    }

    /** A disarm is about the symbol of the plan that was blocked. */
    private static String symbol(RuleTest test, Step step) {
        return step.facts().stream()
                .filter(BlockedPlan.class::isInstance)
                .map(fact -> ((BlockedPlan) fact).symbol())
                .findFirst()
                .orElse(test.symbol());
    }

    private SymbolEvaluator engine(Engine engine) {
        return engines.computeIfAbsent(engine, e -> new SymbolEvaluator(rulebook, e.part(), with(e.changed())));
    }

    private String decide(RuleTest test, Step step, History history) {
        Evaluation evaluation;
        ObjectNode outcome;
        try {
            evaluation = evaluator(Changed.by(test)).evaluate(history.factsOf(step));
            outcome = Outcome.of(evaluation);
        } catch (RuntimeException e) {
            // a rule can fail in any way; a test of it then fails, and nothing else does
            return FailureText.of(test, step, "the rules came to no decision: " + e);
        }
        history.remember(step, evaluation);
        List<Expectation.Line> lines = step.expectation().compare(outcome);
        return met(step, lines, outcome) ? "" : FailureText.of(test, step, lines, evaluation);
    }

    private boolean met(Step step, List<Expectation.Line> lines, ObjectNode outcome) {
        evidence.add(step.expectation(), outcome);
        return lines.stream().allMatch(line -> line.met() || overlooked.contains(line.key()));
    }

    /** What the tests that were run have shown. */
    Evidence evidence() {
        return evidence;
    }

    private Evaluator evaluator(Changed changed) {
        return evaluators.computeIfAbsent(changed, c -> new Evaluator(rulebook, with(c)));
    }

    private ThresholdValues with(Changed changed) {
        ThresholdValues values = thresholds.with(changed.thresholds());
        return changed.limits().map(values::withLimits).orElse(values);
    }

    @Override
    public void close() {
        evaluators.values().forEach(Evaluator::close);
        evaluators.clear();
        engines.values().forEach(SymbolEvaluator::close);
        engines.clear();
    }
}
