package io.quantum.governor.engine.serve.shadow;

import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.life.RefusedException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What has become of the candidate at this daemon. Not for use by several threads. */
final class Standing {
    private final String daemon;
    private final Supplier<ActiveRules> active;
    private final Clock clock;
    private final Set<String> beside = new LinkedHashSet<>();
    private String since = "";
    private String state = "";
    private String step = "";
    private String why = "";

    /**
     * @param daemon the daemon's name, which no other has
     * @param active tells the rules in force
     */
    Standing(String daemon, Supplier<ActiveRules> active, Clock clock) {
        this.daemon = daemon;
        this.active = active;
        this.clock = clock;
    }

    /** There is another candidate, or the one at hand has begun to judge. */
    void begin(String newState) {
        beside.clear();
        since = now();
        become(newState);
    }

    void become(String newState) {
        state = newState;
        step = "";
        why = "";
    }

    void refused(RefusedException refusal) {
        state = DaemonShadow.REFUSED;
        step = refusal.step().wireName();
        why = refusal.why();
    }

    boolean isLast() {
        return !state.equals(DaemonShadow.SHADOWING);
    }

    /** As it is told, with what was counted; nothing was unless it judges. */
    DaemonShadow told(Optional<Tally> tally) {
        tally.ifPresent(counted -> beside.add(active.get().title()));
        return new DaemonShadow(
                daemon,
                state,
                step,
                why,
                since,
                now(),
                List.copyOf(beside),
                tally.map(Tally::missed).orElse(0L),
                tally.map(Tally::rows).orElse(List.of()));
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
