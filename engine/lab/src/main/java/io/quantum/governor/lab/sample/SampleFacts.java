package io.quantum.governor.lab.sample;

import io.quantum.governor.facts.AllocationTarget;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.BudgetViolation;
import io.quantum.governor.facts.CapitalEfficiency;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.KillSwitch;
import io.quantum.governor.facts.MarkPrice;
import io.quantum.governor.facts.Portfolio;
import io.quantum.governor.facts.PortfolioBudget;
import io.quantum.governor.facts.Position;
import io.quantum.governor.facts.PriorDecision;
import io.quantum.governor.facts.PriorExecution;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.loaders.redis.PlanEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The facts of a plan in a simulated market in which now and then everything goes wrong. */
final class SampleFacts {
    private static final long HOURS = 24;
    private static final long WEEK = 7;
    private static final long TESTNET_DAY = 1;
    private static final long DRY_RUN_HOUR = 3;

    private final RandomGenerator random;
    private final Instant start;

    /** @param start when the simulated days begin */
    SampleFacts(RandomGenerator random, Instant start) {
        this.random = random;
        this.start = start;
    }

    /** All facts of a plan, in the order in which they are loaded. */
    List<Fact> of(PlanEntry.Judgeable entry, SymbolDays symbol, Portfolio portfolio, Instant now) {
        List<Fact> facts = new ArrayList<>();
        facts.add(mode(now));
        facts.add(entry.plan().at(now));
        facts.add(entry.killScore());
        facts.add(new KillSwitch(rarely(100)));
        facts.add(budget(symbol));
        facts.add(violation(symbol));
        facts.add(target(symbol));
        facts.add(efficiency(symbol));
        facts.addAll(symbol.history(now));
        facts.addAll(before(entry));
        facts.addAll(known(symbol));
        facts.add(portfolio(portfolio));
        return facts;
    }

    /** Production, but for the second day of each week, which is testnet's, and for one hour of each, which is dry_run's. */
    private ApplyMode mode(Instant now) {
        long hours = Duration.between(start, now).toHours();
        if (hours / HOURS % WEEK == TESTNET_DAY) {
            return new ApplyMode("testnet");
        }
        return new ApplyMode(hours % HOURS == DRY_RUN_HOUR ? "dry_run" : "production");
    }

    private Fact budget(SymbolDays symbol) {
        if (rarely(20)) {
            return Unavailable.missing(PortfolioBudget.class, "quantum:portfolio:budget:" + symbol.listing());
        }
        return new PortfolioBudget(often() ? "enforce" : "shadow", 500 + random.nextInt(1500), random.nextInt(66));
    }

    private Fact violation(SymbolDays symbol) {
        if (!rarely(15)) {
            return Unavailable.missing(BudgetViolation.class, "quantum:stream:budget.violation");
        }
        return new BudgetViolation(symbol.heldUsd() + 1, symbol.heldUsd(), random.nextInt(60));
    }

    private Fact target(SymbolDays symbol) {
        if (rarely(20)) {
            return Unavailable.missing(AllocationTarget.class, "quantum:allocation:target:" + symbol.listing());
        }
        double usd = 150 + random.nextInt(600);
        return new AllocationTarget(often() ? "enforce" : "shadow", usd, "0.8", random.nextInt(310));
    }

    private Fact efficiency(SymbolDays symbol) {
        if (rarely(10)) {
            return Unavailable.missing(CapitalEfficiency.class, "quantum:capital:efficiency:" + symbol.listing());
        }
        return new CapitalEfficiency(random.nextDouble(), Math.sqrt(random.nextDouble()), random.nextInt(620));
    }

    private List<Fact> before(PlanEntry.Judgeable entry) {
        boolean again = rarely(80);
        Fact decided = again
                ? new PriorDecision(random.nextInt(600))
                : Unavailable.missing(
                        PriorDecision.class,
                        "quantum:governor:decision:" + entry.plan().planId());
        return List.of(decided, new PriorExecution(again && random.nextBoolean()));
    }

    private List<Fact> known(SymbolDays symbol) {
        String snapshot = "quantum:position:snapshot:" + symbol.listing();
        boolean blind = rarely(60);
        Fact position = blind
                ? Unavailable.unreadable(Position.class, "exchange: the row of " + symbol.listing() + " makes no sense")
                : new Position(Position.EXCHANGE, symbol.heldBase(), symbol.heldBase(), random.nextInt(3));
        Fact price = rarely(150)
                ? Unavailable.missing(MarkPrice.class, Position.EXCHANGE)
                : new MarkPrice(Position.EXCHANGE, symbol.priceUsd(), random.nextInt(3));
        return List.of(
                Unavailable.missing(Position.class, snapshot),
                Unavailable.missing(MarkPrice.class, snapshot),
                position,
                price);
    }

    /** Now and then somebody else holds much, or nobody can tell. */
    private Fact portfolio(Portfolio ours) {
        if (rarely(150)) {
            return Unavailable.missing(Portfolio.class, Position.EXCHANGE);
        }
        return rarely(30)
                ? new Portfolio(ours.source(), ours.notionalUsd() + 1900, ours.openPositions(), ours.ageSec())
                : ours;
    }

    private boolean often() {
        return !rarely(5);
    }

    private boolean rarely(int onceIn) {
        return random.nextInt(onceIn) == 0;
    }
}
