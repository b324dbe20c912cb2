package io.quantum.governor.facts;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Something that was loaded, and that rules may judge. */
public sealed interface Fact
        permits ApplyMode,
                CycleFact,
                DailyTotals,
                DeclaredFact,
                Executions,
                KillSwitch,
                MarkPrice,
                Moment,
                Plan,
                Portfolio,
                Position,
                PriorDecision,
                PriorExecution,
                Unavailable {

    /** Every kind of fact of a plan that no rulebook declares, by its name as rule tests and audit records write it. */
    Map<String, Class<? extends Fact>> KINDS = Stream.of(Fact.class.getPermittedSubclasses())
            .filter(c -> !c.isInterface())
            .<Class<? extends Fact>>map(c -> c.asSubclass(Fact.class))
            .collect(Collectors.toUnmodifiableMap(Fact::nameOf, Function.identity()));

    /** The name of a kind of fact: its class name with a small first letter, {@code markPrice}. */
    static String nameOf(Class<? extends Fact> kind) {
        return nameOf(kind.getSimpleName());
    }

    /** The same of a kind that a rulebook declares, by the name of its declaration. */
    static String nameOf(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
