package io.quantum.governor.engine.decide.disarm;

import io.quantum.governor.engine.rules.evaluate.SymbolEvaluator;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.limits.LimitScope;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.Disarm;
import io.quantum.governor.facts.EvaluationErrors;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks the rules about evaluation errors whenever there is a new one, at whichever daemon. For use by one thread. */
final class ErrorWatch {
    private final Supplier<ActiveRules> rules;
    private final Supplier<ApplyMode> mode;
    private String asked = "";

    ErrorWatch(Supplier<ActiveRules> rules, Supplier<ApplyMode> mode) {
        this.rules = rules;
        this.mode = mode;
    }

    /** Wants a disarm if the rules say so. */
    void look(DisarmStore store, Instant now) {
        String newest = store.newestError();
        if (newest.equals(asked)) {
            return;
        }
        disarm(new EvaluationErrors(store.errorAges(now)))
                .ifPresent(disarm -> store.want(DisarmRequest.of(disarm, now)));
        asked = newest;
    }

    private Optional<Disarm> disarm(EvaluationErrors errors) {
        ActiveRules now = rules.get();
        try (SymbolEvaluator evaluator = new SymbolEvaluator(now.rulebook(), Part.DISARM, now.thresholds())) {
            return evaluator
                    .evaluate(LimitScope.NOTHING, List.of(mode.get(), errors))
                    .atMostOne(Disarm.class);
        }
    }
}
