package io.quantum.governor.engine.shadow;

import io.lettuce.core.RedisException;
import io.quantum.governor.engine.life.ActiveRules;
import io.quantum.governor.engine.life.RefusedException;
import io.quantum.governor.engine.metrics.MetricsPage;
import io.quantum.governor.engine.plan.DecisionListener;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one daemon at the candidate that Redis names: admits it, lets it judge what was decided, and tells what it would
 * have changed. A candidate that is refused, fails or is slow changes no decision. Called by one thread, and closed by
 * any.
 */
public final class ShadowFollower implements AutoCloseable {
    /** Between two looks for another candidate; each also tells how the one at hand gets on. */
    public static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** Between two rounds of judging. A round takes no longer either, so a slow candidate has half a core at most. */
    public static final Duration BETWEEN_ROUNDS = Duration.ofMillis(50);

    private static final Logger LOG = LoggerFactory.getLogger(ShadowFollower.class);

    private final String daemon;
    private final Supplier<CandidateStore> connector;
    private final CandidateAdmission admission;
    private final Supplier<ActiveRules> active;
    private final ShadowEvents events;
    private final Clock clock;
    private final ShadowMetrics metrics;
    private final DecidedPlans plans = new DecidedPlans();
    private final Set<String> beside = new LinkedHashSet<>();
    private Optional<CandidateStore> store = Optional.empty();
    private Optional<Candidate> followed = Optional.empty();
    private Optional<Shadowing> shadowing = Optional.empty();
    private Standing standing = new Standing("", "", "");
    private String since = "";
    private boolean hasNews;
    private volatile Optional<ShadowReport> report = Optional.empty();

    /** What has become of the candidate here, as {@link DaemonShadow} says it. */
    private record Standing(String state, String step, String why) {}

    /**
     * @param daemon the daemon's name, which no other has
     * @param connector connects to Redis; fails while it can't be reached
     * @param active tells the rules in force
     */
    public ShadowFollower(
            String daemon,
            Supplier<CandidateStore> connector,
            CandidateAdmission admission,
            Supplier<ActiveRules> active,
            ShadowEvents.Teller teller,
            MetricsPage page,
            Clock clock) {
        this.daemon = daemon;
        this.connector = connector;
        this.admission = admission;
        this.active = active;
        this.events = new ShadowEvents(teller);
        this.metrics = new ShadowMetrics(page);
        this.clock = clock;
    }

    /** Must hear of every decision. */
    public DecisionListener listener() {
        return plans;
    }

    /** One round of judging what was decided since the last one. */
    public synchronized void judge() {
        shadowing.ifPresent(s -> s.compare(plans, BETWEEN_ROUNDS));
    }

    /** One look for another candidate. While Redis is away everything stays as it is. */
    public synchronized void look() {
        try {
            store = Optional.of(store.orElseGet(connector));
            follow(store.get().last().filter(Candidate::lasts));
            if (shadowing.isPresent() || hasNews) {
                followed.ifPresent(this::tell);
                hasNews = false;
            }
        } catch (RedisException e) {
            LOG.debug("Redis is away; the candidate is looked for again", e);
        }
    }

    /** What {@code /health} says; nothing while no candidate is followed. */
    public Map<String, Object> health() {
        return report.map(ShadowEvents::health).orElse(Map.of());
    }

    private void follow(Optional<Candidate> now) {
        if (!now.map(Candidate::id).equals(followed.map(Candidate::id))) {
            end(DaemonShadow.ENDED);
            followed = Optional.empty();
            report = Optional.empty();
            now.ifPresent(this::take);
        } else if (shadowing.isPresent() && shadowing.get().isSameAs(active.get())) {
            end(DaemonShadow.DECIDES);
        }
    }

    private void take(Candidate candidate) {
        since = now();
        beside.clear();
        standing = new Standing(DaemonShadow.TAKING, "", "");
        tell(candidate);
        followed = Optional.of(candidate);
        hasNews = true;
        try {
            ActiveRules rules = admission.admit(candidate, store.orElseThrow());
            Shadowing next = new Shadowing(rules, metrics);
            if (next.isSameAs(active.get())) {
                next.close();
                standing = new Standing(DaemonShadow.DECIDES, "", "");
                return;
            }
            shadowing = Optional.of(next);
            since = now();
            standing = new Standing(DaemonShadow.SHADOWING, "", "");
            metrics.show(followed);
            plans.open();
            LOG.info("candidate {} is shadowed", candidate.title());
            events.started(candidate, clock.instant());
        } catch (RefusedException e) {
            standing = new Standing(DaemonShadow.REFUSED, e.step().wireName(), e.why());
            LOG.warn("candidate {} is refused: {}", candidate.title(), e.why());
            events.refused(candidate, clock.instant(), e);
        }
    }

    /** When Redis fails on the way, it is called again and nothing is told twice. */
    private void end(String state) {
        if (shadowing.isEmpty()) {
            return;
        }
        Shadowing ended = shadowing.get();
        Candidate candidate = followed.orElseThrow();
        plans.close();
        ended.compare(plans, BETWEEN_ROUNDS);
        plans.giveUp();
        ended.compare(plans, Duration.ZERO);
        standing = new Standing(state, "", "");
        tell(candidate);
        events.ended(candidate, clock.instant(), report.orElseThrow());
        metrics.show(Optional.empty());
        LOG.info("candidate {} is not shadowed any more", candidate.title());
        ended.close();
        shadowing = Optional.empty();
    }

    private void tell(Candidate candidate) {
        if (shadowing.isPresent()) {
            beside.add(active.get().title());
            events.differences(candidate, clock.instant(), shadowing.get().tally(), standing.state());
        }
        DaemonShadow said = new DaemonShadow(
                daemon,
                standing.state(),
                standing.step(),
                standing.why(),
                since,
                now(),
                List.copyOf(beside),
                shadowing.map(s -> s.tally().missed()).orElse(0L),
                shadowing.map(s -> s.tally().rows()).orElse(List.of()));
        report = Optional.of(ShadowReport.of(candidate, List.of(said)));
        store.orElseThrow().tell(candidate, said);
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Tells how it went until now. */
    @Override
    public synchronized void close() {
        try {
            end(DaemonShadow.ENDED);
        } catch (RedisException e) {
            LOG.warn("what the candidate would have changed in the last second is not told: {}", e.getMessage());
        }
    }
}
