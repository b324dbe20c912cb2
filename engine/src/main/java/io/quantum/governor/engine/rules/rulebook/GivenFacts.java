package io.quantum.governor.engine.rules.rulebook;

import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.AskedNotional;
import io.quantum.governor.facts.BlockedPlan;
import io.quantum.governor.facts.EvaluationErrors;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.GateResult;
import io.quantum.governor.facts.MarkPrice;
import io.quantum.governor.facts.Phase;
import io.quantum.governor.facts.Position;
import io.quantum.governor.facts.Unavailable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which part of a rulebook is given which facts, besides those that the rulebook declares. What no rule of a part concludes
 * and it is not given, it never sees.
 */
public final class GivenFacts {
    /** Loaded; each of them, but for the mode, may be unavailable. */
    private static final Map<Part, Collection<Class<? extends Fact>>> LOADED = Map.of(
            Part.PLAN,
            Fact.KINDS.values(),
            Part.BUDGET,
            List.of(Position.class, MarkPrice.class, AskedNotional.class),
            Part.ALLOCATION,
            List.of(),
            Part.DISARM,
            List.of(BlockedPlan.class, EvaluationErrors.class));

    /** Told besides what is loaded: the mode, and how far the evaluation is. */
    private static final Map<Part, Set<Class<?>>> TOLD = Map.of(
            Part.PLAN, Set.of(ApplyMode.class, GateResult.class, Phase.class),
            Part.BUDGET, Set.of(),
            Part.ALLOCATION, Set.of(),
            Part.DISARM, Set.of(ApplyMode.class));

    private GivenFacts() {}

    /** Whether a part is also given the facts that a rulebook declares and its rules name. */
    public static boolean mayBeDeclared(Part part) {
        return part != Part.DISARM;
    }

    /** The kinds that are loaded for a part. */
    static Collection<Class<? extends Fact>> kinds(Part part) {
        return Objects.requireNonNull(LOADED.get(part));
    }

    /** The kinds of facts that are loaded for a part, by the names that tests and {@code Unavailable} give them. */
    public static Set<String> loaded(Part part) {
        return Objects.requireNonNull(LOADED.get(part)).stream()
                .filter(kind -> kind != ApplyMode.class && kind != Unavailable.class)
                .map(Fact::nameOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every type that a part can match without concluding it. */
    public static Set<Class<?>> types(Part part) {
        Set<Class<?>> types = Objects.requireNonNull(LOADED.get(part)).stream().collect(Collectors.toSet());
        types.addAll(Objects.requireNonNull(TOLD.get(part)));
        types.add(Unavailable.class);
        return types;
    }
}
