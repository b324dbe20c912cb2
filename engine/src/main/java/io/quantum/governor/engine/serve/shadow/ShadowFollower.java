package io.quantum.governor.engine.serve.shadow;

import io.lettuce.core.RedisException;
import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.decide.plan.DecisionListener;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.life.RefusedException;
import io.quantum.governor.engine.serve.release.ReleaseException;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.redis.CandidateFacts;
import io.quantum.governor.loaders.redis.RedisFault;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final Supplier<CandidateStore> connector;
    private final CandidateAdmission admission;
    private final Supplier<ActiveRules> active;
    private final ShadowEvents events;
    private final Clock clock;
    private final ShadowMetrics metrics;
    private final DecidedPlans plans = new DecidedPlans();
    private final Standing standing;
    private Optional<CandidateStore> store = Optional.empty();
    private Optional<Candidate> followed = Optional.empty();
    private Optional<Shadowing> shadowing = Optional.empty();
    private boolean hasNews;
    private boolean unreadable;
    private volatile Optional<ShadowReport> report = Optional.empty();
    private volatile List<FactDeclaration> declared = CandidateFacts.NONE.declarations();

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
        this.connector = connector;
        this.admission = admission;
        this.active = active;
        this.events = new ShadowEvents(teller);
        this.metrics = new ShadowMetrics(page);
        this.clock = clock;
        this.standing = new Standing(daemon, active, clock);
    }

    /** Must hear of every decision. */
    public DecisionListener listener() {
        return plans;
    }

    /** The declared facts that must be loaded for a candidate; those of {@link CandidateFacts#NONE} while there is none. */
    public List<FactDeclaration> declared() {
        return declared;
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
            unreadable = false;
        } catch (RedisException e) {
            LOG.debug("Redis is away; the candidate is looked for again", e);
        } catch (ReleaseException e) {
            if (!unreadable) {
                LOG.error("{}", e.getMessage());
            }
            unreadable = true;
        }
    }

    /** What {@code /health} says; nothing while no candidate is followed. */
    public Map<String, Object> health() {
        return report.map(ShadowReport::health).orElse(Map.of());
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

    /** When Redis fails on the way, nothing is followed yet and it is called again. */
    private void take(Candidate candidate) {
        standing.begin(DaemonShadow.TAKING);
        tell(candidate);
        try {
            judgeBy(candidate, admission.admit(candidate, store.orElseThrow()));
        } catch (RefusedException e) {
            standing.refused(e);
            LOG.warn("candidate {} is refused: {}", candidate.title(), e.why());
            events.refused(candidate, clock.instant(), e);
        }
        followed = Optional.of(candidate);
        hasNews = true;
    }

    private void judgeBy(Candidate candidate, ActiveRules rules) {
        Shadowing next = new Shadowing(rules, metrics);
        if (next.isSameAs(active.get())) {
            next.close();
            standing.become(DaemonShadow.DECIDES);
            return;
        }
        shadowing = Optional.of(next);
        declared = next.declared();
        standing.begin(DaemonShadow.SHADOWING);
        metrics.show(Optional.of(candidate));
        plans.open();
        LOG.info("candidate {} is shadowed", candidate.title());
        events.started(candidate, clock.instant());
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
        standing.become(state);
        tell(candidate);
        events.ended(candidate, clock.instant(), report.orElseThrow());
        metrics.show(Optional.empty());
        LOG.info("candidate {} is no longer running in shadow", candidate.title());
        ended.close();
        declared = CandidateFacts.NONE.declarations();
        shadowing = Optional.empty();
    }

    private void tell(Candidate candidate) {
        Optional<Tally> tally = shadowing.map(Shadowing::tally);
        tally.ifPresent(t -> events.differences(candidate, clock.instant(), t, standing.isLast()));
        DaemonShadow said = standing.told(tally);
        report = Optional.of(ShadowReport.of(candidate, List.of(said)));
        store.orElseThrow().tell(candidate, said);
    }

    /** Tells how it went until now. */
    @Override
    public synchronized void close() {
        try {
            end(DaemonShadow.ENDED);
        } catch (RedisException e) {
            LOG.warn("what the candidate would have changed in the last second is not told: {}", RedisFault.words(e));
        }
    }
}
