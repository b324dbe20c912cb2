package io.quantum.governor.facts;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Something that is loaded for a symbol in a cycle of an engine, and never for a plan. */
public sealed interface CycleFact extends Fact
        permits AskedNotional, BaseTarget, ClusterStress, PortfolioHeat, PortfolioState, Sigma, VolatilityRegime {

    /** Every such kind of fact by its name, as rule tests write it. */
    Map<String, Class<? extends Fact>> KINDS = Stream.of(CycleFact.class.getPermittedSubclasses())
            .<Class<? extends Fact>>map(c -> c.asSubclass(Fact.class))
            .collect(Collectors.toUnmodifiableMap(Fact::nameOf, Function.identity()));
}
