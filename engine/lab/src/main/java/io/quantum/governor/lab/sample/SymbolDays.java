package io.quantum.governor.lab.sample;

import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.facts.DailyTotals;
import io.quantum.governor.facts.DayAfter;
import io.quantum.governor.facts.Executions;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Order;
import io.quantum.governor.facts.Verdict;
import io.quantum.governor.lab.demo.Listing;
import io.quantum.governor.loaders.declared.DeclaredDecoder;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.redis.LastPermit;
import io.quantum.governor.loaders.redis.SymbolState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/** What becomes of one symbol in the course of simulated days. Not for use by several threads. */
final class SymbolDays {
    private static final double NANOS = 1e9;
    private static final double PRICE_STEP = 0.002;

    private final Listing listing;
    private final Deque<Instant> permits = new ArrayDeque<>();
    private double priceUsd;
    private double heldBase;
    private LocalDate day = LocalDate.EPOCH;
    private DailyTotals totals = new DailyTotals(0, 0);

    SymbolDays(Listing listing) {
        this.listing = listing;
        this.priceUsd = listing.priceUsd();
        this.heldBase = Math.abs(listing.heldBase());
    }

    Listing listing() {
        return listing;
    }

    double priceUsd() {
        return priceUsd;
    }

    double heldBase() {
        return heldBase;
    }

    double heldUsd() {
        return heldBase * priceUsd;
    }

    /** The price goes on, and comes back in the long run. */
    void walk(RandomGenerator random) {
        double pull = Math.log(listing.priceUsd() / priceUsd) * PRICE_STEP;
        priceUsd *= Math.exp(pull + PRICE_STEP * random.nextGaussian());
    }

    /** Its executions and the day's totals, as a loader would read them. */
    List<Fact> history(Instant now) {
        List<Double> ages = permits.stream()
                .map(at -> Executions.toMicrosecond(ChronoUnit.NANOS.between(at, now) / NANOS))
                .toList();
        return List.of(
                new Executions(ages, 0),
                LocalDate.ofInstant(now, ZoneOffset.UTC).equals(day) ? totals : new DailyTotals(0, 0));
    }

    /** What is declared of its last permit. */
    Fact lastPermit(FactDeclaration declaration, Instant now) {
        return permits.isEmpty()
                ? DeclaredDecoder.missing(declaration, "quantum:governor:last_exec:" + listing.name())
                : LastPermit.fact(declaration, permits.getFirst(), now);
    }

    /** A permit is executed at once, and wholly. */
    void take(Instant now, Evaluation evaluation) {
        if (!evaluation.verdict().decision().equals(Verdict.PERMIT)) {
            return;
        }
        permits.addFirst(now.truncatedTo(ChronoUnit.MICROS));
        if (permits.size() > SymbolState.MOST_EXECUTIONS) {
            permits.removeLast();
        }
        evaluation.atMostOne(DayAfter.class).ifPresent(after -> {
            day = LocalDate.ofInstant(now, ZoneOffset.UTC);
            totals = new DailyTotals(after.notionalUsd(), after.qtyBase());
        });
        Order order = evaluation.one(Order.class);
        heldBase = Math.max(0, heldBase + (order.closing() ? -order.qtyBase() : order.qtyBase()));
    }
}
