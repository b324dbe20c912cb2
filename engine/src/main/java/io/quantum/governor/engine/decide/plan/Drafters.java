package io.quantum.governor.engine.decide.plan;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** Gives the drafter of the rules in force: each belongs wholly to one version of them. Not for several threads. */
final class Drafters implements Supplier<Drafter> {
    private final Supplier<PlanRules> rules;
    private final StreamNames streams;
    private final Clock clock;
    private Optional<PlanRules> drafted = Optional.empty();
    private Optional<Drafter> drafter = Optional.empty();

    Drafters(Supplier<PlanRules> rules, StreamNames streams, Clock clock) {
        this.rules = rules;
        this.streams = streams;
        this.clock = clock;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // another version of the rules is another object
    public Drafter get() {
        PlanRules now = rules.get();
        if (drafter.isEmpty() || drafted.orElseThrow() != now) {
            drafted = Optional.of(now);
            drafter = Optional.of(new Drafter(now, new Commits(streams, now.inForce()), clock));
        }
        return drafter.get();
    }
}
