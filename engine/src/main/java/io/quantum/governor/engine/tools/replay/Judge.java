package io.quantum.governor.engine.tools.replay;

import io.quantum.governor.engine.record.audit.RecordException;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedRulebook;
import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.rules.evaluate.Evaluator;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.facts.Fact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges facts by the candidate. Not for use by several threads. */
final class Judge implements AutoCloseable {
    private final CandidateRules candidate;
    private final Map<List<Object>, Evaluator> evaluators = new HashMap<>();
    private Optional<RecordedRulebook> last = Optional.empty();
    private Optional<Evaluator> ofLast = Optional.empty();

    Judge(CandidateRules candidate) {
        this.candidate = candidate;
    }

    /**
     * Judges a plan.
     *
     * @param decided what decided it before
     * @return empty when the rules come to no usable end, which live is a block
     */
    @SuppressWarnings("IllegalCatch") // whatever a candidate makes go wrong is its own error
    Optional<Evaluation> judge(RecordedRulebook decided, List<Fact> facts) {
        Evaluator evaluator = evaluator(decided);
        try {
            return Optional.of(evaluator.evaluate(facts));
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("ReferenceEquality") // the reader gives the same one as long as it is the same
    private Evaluator evaluator(RecordedRulebook decided) {
        if (last.isEmpty() || last.get() != decided) {
            ThresholdValues thresholds = thresholds(decided);
            last = Optional.of(decided);
            ofLast = Optional.of(evaluators.computeIfAbsent(
                    // which rows of limits count is told by what is overridden
                    List.of(thresholds.values(), thresholds.overrides()),
                    values -> new Evaluator(candidate.rules().rulebook(), thresholds)));
        }
        return ofLast.orElseThrow();
    }

    private ThresholdValues thresholds(RecordedRulebook decided) {
        try {
            return candidate.thresholds(decided);
        } catch (IllegalArgumentException e) {
            throw new RecordException("its thresholds: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        evaluators.values().forEach(Evaluator::close);
    }
}
