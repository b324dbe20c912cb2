package io.quantum.governor.engine.tools.replay;

import io.quantum.governor.engine.rules.rulebook.FactKinds;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.facts.DailyTotals;
import io.quantum.governor.facts.DayAfter;
import io.quantum.governor.facts.DeclaredFact;
import io.quantum.governor.facts.Executions;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.loaders.declared.DeclaredDecoder;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.redis.LastPermit;
import io.quantum.governor.loaders.redis.SymbolState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * By what one symbol's history would be another one: permits that the candidate gives and the record does not, permits of
 * the record that the candidate withholds, and how far apart the day's totals are. Not for use by several threads.
 */
public final class Departure {
    private static final double NANOS = 1e9;
    private static final double SAME_SEC = 2e-6;

    private final Deque<Instant> given = new ArrayDeque<>();
    private final Deque<Instant> withheld = new ArrayDeque<>();
    private LocalDate day = LocalDate.EPOCH;
    private final Map<String, FactDeclaration> lastPermits;
    private double moreUsd;
    private double moreQty;

    /** @param kinds those of the candidate */
    public Departure(FactKinds kinds) {
        lastPermits = kinds.declared(Part.PLAN).stream()
                .filter(LastPermit::isSourceOf)
                .collect(Collectors.toMap(FactDeclaration::name, Function.identity()));
    }

    /**
     * Takes note of a plan.
     *
     * @param then whether it was permitted
     * @param now whether the candidate permits it
     * @param added what that adds to the day's totals
     * @param recorded what the recorded permit has added
     */
    public void take(Instant at, boolean then, boolean now, DayAfter added, DayAfter recorded) {
        if (then != now) {
            Deque<Instant> permits = now ? given : withheld;
            permits.addFirst(at.truncatedTo(ChronoUnit.MICROS));
            if (permits.size() > SymbolState.MOST_EXECUTIONS) {
                permits.removeLast();
            }
        }
        LocalDate today = LocalDate.ofInstant(at, ZoneOffset.UTC);
        if (!today.equals(day)) {
            day = today;
            moreUsd = 0;
            moreQty = 0;
        }
        moreUsd += added.notionalUsd() - recorded.notionalUsd();
        moreQty += added.qtyBase() - recorded.qtyBase();
    }

    /** Recorded facts, as they would be. */
    public List<Fact> facts(Instant at, List<Fact> recorded) {
        List<Double> ages = List.of();
        List<Fact> facts = new ArrayList<>(recorded.size());
        for (Fact fact : recorded) {
            if (fact instanceof Executions executions) {
                ages = ages(at, executions.agesSec());
                facts.add(new Executions(ages, executions.ignoredEntries()));
            } else if (fact instanceof DailyTotals totals) {
                facts.add(totals(at, totals));
            } else {
                facts.add(fact);
            }
        }
        Optional<Double> newest = ages.stream().findFirst();
        facts.replaceAll(fact -> lastPermit(at, fact, newest));
        return facts;
    }

    /** Newest first, and no more than are kept. */
    private List<Double> ages(Instant at, List<Double> recorded) {
        List<Double> ages = new ArrayList<>(recorded);
        for (Instant permit : withheld) {
            double age = ageSec(permit, at);
            ages.stream().filter(a -> Math.abs(a - age) < SAME_SEC).findFirst().ifPresent(ages::remove);
        }
        given.forEach(permit -> ages.add(ageSec(permit, at)));
        ages.sort(Comparator.naturalOrder());
        return ages.subList(0, Math.min(ages.size(), SymbolState.MOST_EXECUTIONS));
    }

    private Fact totals(Instant at, DailyTotals recorded) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).equals(day)
                ? new DailyTotals(
                        Math.max(0, recorded.notionalUsd() + moreUsd), Math.max(0, recorded.qtyBase() + moreQty))
                : recorded;
    }

    /** What permits write is seen by the facts that are declared of it. */
    private Fact lastPermit(Instant at, Fact fact, Optional<Double> newest) {
        FactDeclaration declaration =
                lastPermits.get(fact instanceof Unavailable gone ? gone.fact() : Fact.nameOf(fact.getClass()));
        if (declaration == null) {
            return fact;
        }
        if (fact instanceof DeclaredFact told) {
            long ageSec = declaration.ageSec(told);
            boolean gone = withheld.stream().anyMatch(permit -> wholeSec(permit, at) == ageSec);
            return newest.map(age -> at.minus(Duration.ofNanos(Math.round(age * NANOS))))
                    .filter(permit -> gone || wholeSec(permit, at) < ageSec)
                    .map(permit -> LastPermit.fact(declaration, permit, at))
                    .orElse(gone ? DeclaredDecoder.missing(declaration, "replay") : fact);
        }
        boolean missing = fact instanceof Unavailable none && none.cause().equals(Unavailable.MISSING);
        return missing && !given.isEmpty() ? LastPermit.fact(declaration, given.getFirst(), at) : fact;
    }

    private static double ageSec(Instant permit, Instant at) {
        return Executions.toMicrosecond(ChronoUnit.NANOS.between(permit, at) / NANOS);
    }

    private static long wholeSec(Instant permit, Instant at) {
        return at.getEpochSecond() - permit.getEpochSecond();
    }
}
