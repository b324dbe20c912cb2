package io.quantum.governor.lab.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quantum.governor.engine.rules.rulebook.FactBinder;
import io.quantum.governor.engine.rules.rulebook.FactKinds;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.RecordedFact;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.KillSwitch;
import io.quantum.governor.facts.MarkPrice;
import io.quantum.governor.facts.Moment;
import io.quantum.governor.facts.Portfolio;
import io.quantum.governor.facts.Position;
import io.quantum.governor.facts.PriorDecision;
import io.quantum.governor.facts.PriorExecution;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.loaders.declared.DeclaredDecoder;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.declared.FactSource;
import io.quantum.governor.loaders.redis.LastPermit;
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
    private final FactKinds kinds;
    private final FactBinder binder;

    /**
     * @param start when the simulated days begin
     * @param kinds those of the rulebook that decides
     */
    SampleFacts(RandomGenerator random, Instant start, FactKinds kinds) {
        this.random = random;
        this.start = start;
        this.kinds = kinds;
        this.binder = new FactBinder(kinds, Part.PLAN);
    }

    /** All facts of a plan, in the order in which they are loaded. */
    List<Fact> of(PlanEntry.Judgeable entry, SymbolDays symbol, Portfolio portfolio, Instant now) {
        List<Fact> facts = new ArrayList<>();
        facts.add(mode(now));
        facts.add(new Moment(now.getEpochSecond()));
        facts.add(entry.plan().at(now));
        facts.add(new KillSwitch(rarely(100)));
        facts.addAll(symbol.history(now));
        facts.addAll(before(entry));
        facts.addAll(known(symbol));
        facts.add(portfolio(portfolio));
        facts.addAll(declared(entry, symbol, now));
        return facts;
    }

    /** What the rulebook declares, with the market in mind where it is known what it means. */
    private List<Fact> declared(PlanEntry.Judgeable entry, SymbolDays symbol, Instant now) {
        DrawnFacts drawn = new DrawnFacts(random, symbol.listing().name());
        List<Fact> facts = new ArrayList<>();
        for (FactDeclaration declaration : kinds.declared(Part.PLAN)) {
            facts.add(
                    switch (declaration.name()) {
                        case "portfolioBudget" ->
                            made(
                                    declaration,
                                    20,
                                    drawn.says(
                                            "mode",
                                            enforced(),
                                            "budgetUsd",
                                            500 + random.nextInt(1500),
                                            "ageSec",
                                            random.nextInt(66)));
                        case "budgetViolation" ->
                            rarely(15)
                                    ? made(
                                            declaration,
                                            0,
                                            drawn.says(
                                                    "positionNotionalUsd",
                                                    symbol.heldUsd() + 1,
                                                    "budgetUsd",
                                                    symbol.heldUsd(),
                                                    "ageSec",
                                                    random.nextInt(60)))
                                    : DeclaredDecoder.missing(declaration, drawn.where(declaration));
                        case "allocationTarget" ->
                            made(
                                    declaration,
                                    20,
                                    drawn.says(
                                            "mode",
                                            enforced(),
                                            "targetUsd",
                                            150 + random.nextInt(600),
                                            "confidence",
                                            "0.8",
                                            "ageSec",
                                            random.nextInt(310)));
                        case "capitalEfficiency" ->
                            made(
                                    declaration,
                                    10,
                                    drawn.says(
                                            "score",
                                            random.nextDouble(),
                                            "confidence",
                                            Math.sqrt(random.nextDouble()),
                                            "ageSec",
                                            random.nextInt(620)));
                        default ->
                            LastPermit.isSourceOf(declaration)
                                    ? symbol.lastPermit(declaration, now)
                                    : declaration.source() instanceof FactSource.OfPlan
                                            ? DeclaredDecoder.read(
                                                    declaration,
                                                    "plan",
                                                    field -> entry.fields().getOrDefault(field, ""),
                                                    now)
                                            : made(declaration, 20, drawn.any(declaration));
                    });
        }
        return facts;
    }

    /** The fact, or now and then none. */
    private Fact made(FactDeclaration declaration, int missingOnceIn, ObjectNode says) {
        return missingOnceIn > 0 && rarely(missingOnceIn)
                ? DeclaredDecoder.missing(declaration, "sample")
                : binder.fact(new RecordedFact(declaration.name(), says));
    }

    private String enforced() {
        return often() ? "enforce" : "shadow";
    }

    /** Production, but for the second day of each week, which is testnet's, and for one hour of each, which is dry_run's. */
    private ApplyMode mode(Instant now) {
        long hours = Duration.between(start, now).toHours();
        if (hours / HOURS % WEEK == TESTNET_DAY) {
            return new ApplyMode("testnet");
        }
        return new ApplyMode(hours % HOURS == DRY_RUN_HOUR ? "dry_run" : "production");
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
