package io.quantum.governor.engine.tools.replay;

import io.quantum.governor.engine.record.audit.AuditWriter;
import io.quantum.governor.engine.record.audit.Expansion;
import io.quantum.governor.engine.record.audit.Frame;
import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.rules.evaluate.Evaluator;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.testing.TestFacts;
import io.quantum.governor.engine.testing.TestRules;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.DailyTotals;
import io.quantum.governor.facts.Executions;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.KillSwitch;
import io.quantum.governor.facts.MarkPrice;
import io.quantum.governor.facts.Moment;
import io.quantum.governor.facts.Plan;
import io.quantum.governor.facts.Portfolio;
import io.quantum.governor.facts.Position;
import io.quantum.governor.facts.PriorDecision;
import io.quantum.governor.facts.PriorExecution;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.loaders.redis.CandidateFacts;
import io.quantum.governor.loaders.redis.LoadedPlan;
import io.quantum.governor.loaders.redis.PlanEntry;
import io.quantum.governor.loaders.redis.PlanFields;
import io.quantum.governor.loaders.redis.SymbolState;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records in memory, and replays of them by the tests' rules. */
final class TestRecords implements Records {
    static final Instant NOON = Instant.parse("2026-01-28T12:00:00.123456Z");
    private static final Map<String, String> DEFAULTS = Map.of();

    private final List<byte[]> all = new ArrayList<>();

    List<byte[]> all() {
        return all;
    }

    TestRecords add(byte[] record) {
        all.add(record);
        return this;
    }

    /** A close of half of a position of 200 USD, decided by the tests' rules. */
    TestRecords close(String planId, long afterSec, DailyTotals totals, Double... permitAgesSec) {
        Instant now = NOON.plusSeconds(afterSec);
        ActiveRules rules = TestRules.with(DEFAULTS);
        PlanFields fields =
                new PlanFields(planId, "BTCUSDT", "PARTIAL_50", "EXECUTE", "", "", "", "", 0, 0, now.toEpochMilli());
        Map<String, String> wire = Map.of("plan_id", planId, "symbol", "BTCUSDT", "action", "PARTIAL_50");
        PlanEntry.Judgeable entry = new PlanEntry.Judgeable("1-0", wire, fields, Map.of());
        SymbolState seen = SymbolState.empty(LocalDate.EPOCH);
        List<Fact> facts = facts(rules.rulebook(), now, fields.at(now), totals, List.of(permitAgesSec));
        LoadedPlan plan = new LoadedPlan(entry, now, facts, CandidateFacts.NONE, seen);
        try (Evaluator evaluator = new Evaluator(rules.rulebook(), rules.thresholds())) {
            Evaluation evaluation = evaluator.evaluate(plan.facts());
            Frame frame = rules.inForce().frame();
            all.add(Expansion.whole(new AuditWriter(frame).decided(plan, evaluation, 1000), frame));
        }
        return this;
    }

    private static List<Fact> facts(
            Rulebook rulebook, Instant now, Plan plan, DailyTotals totals, List<Double> agesSec) {
        return List.of(
                new ApplyMode("production"),
                plan,
                new Moment(now.getEpochSecond()),
                new KillSwitch(false),
                new Executions(agesSec, 0),
                totals,
                Unavailable.missing(PriorDecision.class, "test"),
                new PriorExecution(false),
                new Position(Position.EXCHANGE, 2, 2, 1),
                new MarkPrice(Position.EXCHANGE, 100, 1),
                new Portfolio(Position.EXCHANGE, 200, 1, 1),
                TestFacts.declared(rulebook, "killScore", Map.of("score", 0.3)),
                TestFacts.missing("portfolioBudget"),
                TestFacts.missing("budgetViolation"),
                TestFacts.missing("allocationTarget"),
                TestFacts.missing("capitalEfficiency"),
                agesSec.isEmpty()
                        ? TestFacts.missing("lastPermit")
                        : TestFacts.declared(
                                rulebook,
                                "lastPermit",
                                Map.of("ageSec", agesSec.get(0).longValue())));
    }

    /** Replays them by the tests' rules with an environment. */
    ReplayReport replay(Mode mode, Map<String, String> environment) {
        return replay(this, mode, environment);
    }

    static ReplayReport replay(Records records, Mode mode, Map<String, String> environment) {
        CandidateRules candidate = new CandidateRules(TestRules.with(environment), environment);
        try {
            return new Replay(records, candidate, mode).run(read -> {});
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void each(Taker taker) {
        for (int i = 0; i < all.size() && taker.take(i + 1L, all.get(i), Optional.empty()); i++) {
            // the taker has it
        }
    }

    @Override
    public void stop() {
        // it never waits
    }

    @Override
    public long about() {
        return all.size();
    }

    @Override
    public String title() {
        return "test";
    }
}
