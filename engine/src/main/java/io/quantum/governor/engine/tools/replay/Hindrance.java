package io.quantum.governor.engine.tools.replay;

import io.quantum.governor.engine.record.audit.RecordedPlan;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.Plan;
import java.util.Optional;

/** Why a plan can't be decided again although its record can be read. */
final class Hindrance {
    private Hindrance() {}

    /** Empty when there is none. What else a record lacks is missing to the rules, and counted. */
    static Optional<String> of(RecordedPlan plan) {
        if (plan.facts().isEmpty()) {
            return Optional.of(withoutFacts(plan));
        }
        boolean whole = plan.facts().stream().anyMatch(Plan.class::isInstance)
                && plan.facts().stream().anyMatch(ApplyMode.class::isInstance);
        return whole ? Optional.empty() : Optional.of("its record lacks the plan or the apply mode");
    }

    private static String withoutFacts(RecordedPlan plan) {
        return switch (plan.outcome()) {
            case "SKIP" -> "skipped: it could not be read, and was not to be executed";
            case "DEAD_LETTER" -> "dead letter: it had no plan id";
            case "DUPLICATE" -> "duplicate of a plan that could not be read";
            default -> plan.reason() + ", recorded without facts";
        };
    }
}
