package io.quantum.governor.engine.replay;

import io.quantum.governor.engine.audit.RecordedPlan;
import io.quantum.governor.facts.CycleFact;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Unavailable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Why a plan can't be decided again although its record can be read. */
final class Hindrance {
    /** What is loaded for every plan, or is said to be unavailable. */
    private static final List<String> ALWAYS_THERE = Fact.KINDS.entrySet().stream()
            .filter(kind -> kind.getValue() != Unavailable.class && !CycleFact.class.isAssignableFrom(kind.getValue()))
            .map(java.util.Map.Entry::getKey)
            .sorted()
            .toList();

    private Hindrance() {}

    /** Empty when there is none. */
    static Optional<String> of(RecordedPlan plan) {
        if (plan.facts().isEmpty()) {
            return Optional.of(withoutFacts(plan));
        }
        Set<String> there = new HashSet<>();
        for (Fact fact : plan.facts()) {
            there.add(fact instanceof Unavailable u ? u.fact() : Fact.nameOf(fact.getClass()));
        }
        if (there.containsAll(ALWAYS_THERE)) {
            return Optional.empty();
        }
        Set<String> lacking = new TreeSet<>(ALWAYS_THERE);
        lacking.removeAll(there);
        return Optional.of("its record lacks " + String.join(", ", lacking));
    }

    private static String withoutFacts(RecordedPlan plan) {
        return switch (plan.outcome()) {
            case "DEAD_LETTER" -> "dead letter: it had no plan id";
            case "DUPLICATE" -> "duplicate of a plan that could not be read";
            default -> plan.reason() + ", recorded without facts";
        };
    }
}
