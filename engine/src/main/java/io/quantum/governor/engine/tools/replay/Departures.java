package io.quantum.governor.engine.tools.replay;

import io.quantum.governor.engine.record.audit.RecordedPlan;
import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.rules.rulebook.FactKinds;
import io.quantum.governor.facts.DailyTotals;
import io.quantum.governor.facts.DayAfter;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the candidate's own decisions change for later plans, symbol by symbol. While it decides as was recorded, facts are
 * those of the record, whoever else has had a hand in them. Not for use by several threads.
 */
final class Departures {
    private static final DayAfter NOTHING = new DayAfter(0, 0);

    private final Map<String, Departure> bySymbol = new HashMap<>();
    private final FactKinds kinds;

    /** @param kinds those of the candidate */
    Departures(FactKinds kinds) {
        this.kinds = kinds;
    }

    /** The plan's facts, as they would be had the candidate decided all plans before. */
    List<Fact> facts(RecordedPlan plan) {
        Departure departure = bySymbol.get(plan.symbol());
        return departure == null ? plan.facts() : departure.facts(plan.at(), plan.facts());
    }

    /**
     * Takes note of a decision.
     *
     * @param facts by which the candidate decided
     * @param evaluation what it decided; empty for a block
     */
    void take(RecordedPlan plan, List<Fact> facts, Optional<Evaluation> evaluation) {
        boolean then = plan.outcome().equals(Verdict.PERMIT);
        boolean now = evaluation
                .filter(e -> e.verdict().decision().equals(Verdict.PERMIT))
                .isPresent();
        if (!then && !now) {
            return;
        }
        DayAfter added = now ? added(facts, evaluation.flatMap(e -> e.atMostOne(DayAfter.class))) : NOTHING;
        DayAfter recorded = then ? added(plan.facts(), plan.dayAfter()) : NOTHING;
        if (then != now || !added.equals(recorded)) {
            bySymbol.computeIfAbsent(plan.symbol(), s -> new Departure(kinds))
                    .take(plan.at(), then, now, added, recorded);
        }
    }

    /** What a permit has added to the day's totals. */
    private static DayAfter added(List<Fact> facts, Optional<DayAfter> after) {
        for (Fact fact : facts) {
            if (after.isPresent() && fact instanceof DailyTotals before) {
                return new DayAfter(
                        Math.max(0, after.get().notionalUsd() - before.notionalUsd()),
                        Math.max(0, after.get().qtyBase() - before.qtyBase()));
            }
        }
        return NOTHING;
    }
}
