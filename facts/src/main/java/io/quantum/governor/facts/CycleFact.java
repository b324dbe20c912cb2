package io.quantum.governor.facts;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Something that rules of other parts than the plans' judge: in a cycle of an engine, or when a disarm is asked for. */
public sealed interface CycleFact extends Fact permits AskedNotional, BlockedPlan, EvaluationErrors {

    /** Every such kind of fact that no rulebook declares, by its name as rule tests write it. */
    Map<String, Class<? extends Fact>> KINDS = Stream.of(CycleFact.class.getPermittedSubclasses())
            .<Class<? extends Fact>>map(c -> c.asSubclass(Fact.class))
            .collect(Collectors.toUnmodifiableMap(Fact::nameOf, Function.identity()));
}
