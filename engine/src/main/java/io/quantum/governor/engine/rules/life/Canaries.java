package io.quantum.governor.engine.rules.life;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the rules in force, in sessions of its own, whether they still answer as their canaries say: a rule that has
 * silently stopped firing is found within minutes, without waiting for a plan that needs it.
 */
public final class Canaries implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Canaries.class);

    private final Reloads reloads;
    private final Clock clock;
    private final Consumer<Round> listener;
    private volatile Round last;

    /**
     * Asking all canaries once.
     *
     * @param at when
     * @param rules which rules were asked
     * @param asked how many canaries there are
     * @param failures a text for each one that failed
     */
    public record Round(Instant at, ActiveRules rules, int asked, List<String> failures) {
        public boolean isWell() {
            return failures.isEmpty();
        }
    }

    /** @param listener hears of each round; must not throw */
    public Canaries(Reloads reloads, Clock clock, Consumer<Round> listener) {
        this.reloads = reloads;
        this.clock = clock;
        this.listener = listener;
        this.last = admitted();
    }

    /** The last round with the rules in force; those that were just activated have passed one. */
    @SuppressWarnings("ReferenceEquality") // the same rules, activated twice, were asked twice
    public Round last() {
        Round round = last;
        return round.rules() == reloads.admitted().rules() ? round : admitted();
    }

    private Round admitted() {
        Admission.Admitted now = reloads.admitted();
        return new Round(now.at(), now.rules(), now.canaries().size(), List.of());
    }

    @Override
    public void run() {
        Admission.Admitted now = reloads.admitted();
        List<String> failures;
        try (Trial trial = new Trial(now.rules().rulebook())) {
            now.canaries().forEach(trial::run);
            failures = trial.failures();
        }
        if (!failures.isEmpty()) {
            LOG.error("canaries of rulebook {} fail:\n{}", now.rules().title(), String.join("\n", failures));
        }
        last = new Round(clock.instant(), now.rules(), now.canaries().size(), failures);
        listener.accept(last);
    }
}
