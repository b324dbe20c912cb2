package io.quantum.governor.engine.tools.explain;

import static java.util.Map.entry;

import io.quantum.governor.engine.record.audit.RecordedDecision;
import io.quantum.governor.facts.AllocationTarget;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.BudgetViolation;
import io.quantum.governor.facts.CapitalEfficiency;
import io.quantum.governor.facts.DailyTotals;
import io.quantum.governor.facts.Executions;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.KillScore;
import io.quantum.governor.facts.KillSwitch;
import io.quantum.governor.facts.LastPermit;
import io.quantum.governor.facts.MarkPrice;
import io.quantum.governor.facts.Plan;
import io.quantum.governor.facts.Portfolio;
import io.quantum.governor.facts.PortfolioBudget;
import io.quantum.governor.facts.Position;
import io.quantum.governor.facts.PriorDecision;
import io.quantum.governor.facts.PriorExecution;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.loaders.redis.Keys;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.BiFunction;

/** Where the facts of a decision were loaded from; a record itself tells it only of those that several sources tell. */
final class FactSources {
    private static final Map<Class<? extends Fact>, BiFunction<Fact, RecordedDecision, String>> SOURCES = Map.ofEntries(
            entry(Unavailable.class, (fact, decision) -> ((Unavailable) fact).detail()),
            entry(Position.class, (fact, decision) -> several(((Position) fact).source(), decision.symbol())),
            entry(MarkPrice.class, (fact, decision) -> several(((MarkPrice) fact).source(), decision.symbol())),
            entry(Portfolio.class, (fact, decision) -> several(((Portfolio) fact).source(), "*")),
            entry(ApplyMode.class, (fact, decision) -> "the daemon's settings"),
            entry(Plan.class, (fact, decision) -> "the plan's entry " + decision.streamId()),
            entry(KillScore.class, (fact, decision) -> "the plan's field kill_score"),
            entry(KillSwitch.class, (fact, decision) -> String.join(" and ", Keys.KILL_SWITCHES)),
            entry(PortfolioBudget.class, (fact, decision) -> Keys.budget(decision.symbol())),
            entry(BudgetViolation.class, (fact, decision) -> Keys.VIOLATIONS),
            entry(AllocationTarget.class, (fact, decision) -> Keys.target(decision.symbol())),
            entry(CapitalEfficiency.class, (fact, decision) -> Keys.efficiency(decision.symbol())),
            entry(Executions.class, (fact, decision) -> Keys.executions(decision.symbol())),
            entry(LastPermit.class, (fact, decision) -> Keys.lastPermit(decision.symbol())),
            entry(DailyTotals.class, (fact, decision) -> totals(decision)),
            entry(PriorDecision.class, (fact, decision) -> Keys.decision(decision.planId())),
            entry(PriorExecution.class, (fact, decision) -> Keys.executed(decision.planId())));

    private FactSources() {}

    /** For people: a key in Redis, the exchange, or the plan itself. */
    static String of(Fact fact, RecordedDecision decision) {
        return SOURCES.getOrDefault(fact.getClass(), (f, d) -> "").apply(fact, decision);
    }

    /** Whether a kind of fact has a source here. */
    static boolean isKnown(Class<? extends Fact> kind) {
        return SOURCES.containsKey(kind);
    }

    private static String several(String source, String symbol) {
        return source.equals(Position.EXCHANGE) ? "the exchange" : Keys.SNAPSHOTS + symbol + ", or its older form";
    }

    private static String totals(RecordedDecision decision) {
        LocalDate day = LocalDate.ofInstant(decision.at(), ZoneOffset.UTC);
        return Keys.dailyNotional(decision.symbol(), day) + " and " + Keys.dailyQty(decision.symbol(), day);
    }
}
