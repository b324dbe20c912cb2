package io.quantum.governor.engine.serve.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.rules.rulebook.FactKinds;
import io.quantum.governor.engine.tools.replay.Departure;
import io.quantum.governor.facts.DayAfter;
import io.quantum.governor.facts.Executions;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.PriorDecision;
import io.quantum.governor.facts.PriorExecution;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.loaders.redis.LoadedPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Both governors read the same history of permits, which only the other one writes. A plan that was read a moment too late is
 * found with the other's permit of it in its own history, and one of several that came at once without the permits of those
 * before. This makes each plan's facts what they were for the governor that decided. Not for use by several threads.
 */
final class Echo {
    private static final DayAfter NOTHING = new DayAfter(0, 0);
    private static final double NANOS = 1e9;

    /** Ages are kept to the microsecond, so a whole second may come back as a hair before it. */
    private static final Duration ROUNDING = Duration.ofMillis(1);

    /** Permits that are older have been in Redis for long when a plan is read. */
    private static final long KEPT_SEC = 60;

    private final Map<String, Deque<Permit>> latest = new HashMap<>();
    private final FactKinds kinds;

    private record Permit(long atSec, DayAfter added) {}

    /** @param kinds those of the rules that judge */
    Echo(FactKinds kinds) {
        this.kinds = kinds;
    }

    /**
     * The facts of a plan as they were before the other's decision about it; empty when nobody can tell. Of the symbol's plans
     * before, the decisions must be noted.
     *
     * @param later the symbol's plans that were published after this one, as far as they were read
     */
    Optional<List<Fact>> before(Watched plan, List<Watched> later) {
        Instant now = plan.plan().now();
        List<Fact> facts = undecided(plan.plan(), plan.seenBefore());
        // the history has its newest first, and permits are issued in the order of plans
        List<Instant> inHistory = history(facts, now).stream()
                .filter(at -> at.plus(ROUNDING).getEpochSecond() >= plan.decidedFromSec())
                .toList();
        List<Permit> earlier = earlier(plan);
        List<DayAfter> echoes = Stream.concat(Stream.of(plan), later.stream())
                .flatMap(one -> one.theirs().filter(Theirs::permits).map(one::added).stream())
                .toList();
        int tooMany = inHistory.size() - earlier.size();
        if (tooMany > echoes.size()) {
            return Optional.empty();
        }
        Departure departure = new Departure(kinds);
        for (int i = 0; i < tooMany; i++) {
            departure.take(inHistory.get(tooMany - 1 - i), true, false, NOTHING, echoes.get(i));
        }
        for (Permit permit : earlier.subList(Math.min(inHistory.size(), earlier.size()), earlier.size())) {
            departure.take(Instant.ofEpochSecond(permit.atSec()), false, true, permit.added(), NOTHING);
        }
        return Optional.of(departure.facts(now, facts));
    }

    private List<Permit> earlier(Watched plan) {
        return latest.getOrDefault(plan.symbol(), new ArrayDeque<>()).stream()
                .filter(permit -> permit.atSec() >= plan.decidedFromSec())
                .toList();
    }

    /**
     * Whether the history has a permit that none of the plans before has got, nor one of those behind.
     *
     * @param permits when permits were issued, newest first
     * @param later the symbol's plans that were published after this one
     */
    boolean lacks(Watched plan, List<byte[]> permits, List<Watched> later) {
        long inHistory = permits.stream()
                .filter(entry -> second(entry) >= plan.decidedFromSec())
                .count();
        long known = later.stream()
                .filter(one -> one.theirs().filter(Theirs::permits).isPresent())
                .count();
        return inHistory > earlier(plan).size() + known;
    }

    private static long second(byte[] entry) {
        try {
            return (long) Double.parseDouble(new String(entry, UTF_8));
        } catch (NumberFormatException e) {
            return Long.MIN_VALUE;
        }
    }

    /** Takes note of a decision, in the order in which plans were published. */
    void note(Watched plan, Theirs theirs) {
        if (!theirs.permits()) {
            return;
        }
        long atSec = theirs.atSec().orElse(plan.plan().now().getEpochSecond());
        Deque<Permit> permits = latest.computeIfAbsent(plan.symbol(), unused -> new ArrayDeque<>());
        permits.addLast(new Permit(atSec, plan.added(theirs)));
        permits.removeIf(permit -> permit.atSec() < atSec - KEPT_SEC);
    }

    /** The facts of a plan as if nobody had decided it yet, unless one with its id came before. */
    static List<Fact> undecided(LoadedPlan plan, boolean seenBefore) {
        List<Fact> facts = new ArrayList<>(plan.facts());
        if (!seenBefore) {
            facts.replaceAll(Echo::undecided);
        }
        return facts;
    }

    /** When permits were issued, newest first. */
    private static List<Instant> history(List<Fact> facts, Instant now) {
        return facts.stream()
                .filter(Executions.class::isInstance)
                .flatMap(fact -> ((Executions) fact).agesSec().stream())
                .map(age -> now.minus(Duration.ofNanos(Math.round(age * NANOS))))
                .toList();
    }

    private static Fact undecided(Fact fact) {
        if (fact instanceof PriorDecision) {
            return Unavailable.missing(PriorDecision.class, "taken out");
        }
        return fact instanceof PriorExecution ? new PriorExecution(false) : fact;
    }
}
