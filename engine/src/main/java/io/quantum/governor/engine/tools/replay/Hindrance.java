package io.quantum.governor.engine.tools.replay;

import io.quantum.governor.engine.record.audit.RecordedPlan;
import io.quantum.governor.facts.CycleFact;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Unavailable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why a plan can't be decided again although its record can be read. */
final class Hindrance {
    /** What is loaded for every plan, or is said to be unavailable; each has a bit. */
    private static final List<String> ALWAYS_THERE = Fact.KINDS.entrySet().stream()
            .filter(kind -> kind.getValue() != Unavailable.class && !CycleFact.class.isAssignableFrom(kind.getValue()))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();

    private static final long ALL = (1L << ALWAYS_THERE.size()) - 1;
    private static final Map<String, Long> BITS =
            ALWAYS_THERE.stream().collect(Collectors.toUnmodifiableMap(k -> k, k -> 1L << ALWAYS_THERE.indexOf(k)));
    private static final ClassValue<Long> BIT_OF = new ClassValue<>() {
        @Override
        protected Long computeValue(Class<?> kind) {
            return BITS.getOrDefault(Fact.nameOf(kind.asSubclass(Fact.class)), 0L);
        }
    };

    private Hindrance() {}

    /** Empty when there is none. */
    static Optional<String> of(RecordedPlan plan) {
        if (plan.facts().isEmpty()) {
            return Optional.of(withoutFacts(plan));
        }
        long there = 0;
        for (Fact fact : plan.facts()) {
            there |= fact instanceof Unavailable u ? BITS.getOrDefault(u.fact(), 0L) : BIT_OF.get(fact.getClass());
        }
        return there == ALL ? Optional.empty() : Optional.of("its record lacks " + lacking(there));
    }

    private static String lacking(long there) {
        return ALWAYS_THERE.stream()
                .filter(kind -> (BITS.getOrDefault(kind, 0L) & there) == 0)
                .collect(Collectors.joining(", "));
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
