package io.quantum.governor.engine.tools.explain;

import io.quantum.governor.engine.record.audit.AuditWriter;
import io.quantum.governor.engine.record.audit.Expansion;
import io.quantum.governor.engine.record.audit.Frame;
import io.quantum.governor.engine.record.audit.RecordReader;
import io.quantum.governor.engine.record.audit.RecordedDecision;
import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.rules.evaluate.Evaluator;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Plan;
import io.quantum.governor.loaders.redis.CandidateFacts;
import io.quantum.governor.loaders.redis.LoadedPlan;
import io.quantum.governor.loaders.redis.PlanEntry;
import io.quantum.governor.loaders.redis.PlanFields;
import io.quantum.governor.loaders.redis.SymbolState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Decides facts as a daemon would, and reads the audit record back. */
final class Decided {
    private static final Instant NOW = Instant.parse("2026-01-28T12:00:00Z");

    private Decided() {}

    static RecordedDecision by(ActiveRules rules, List<Fact> facts) {
        Plan plan =
                (Plan) facts.stream().filter(Plan.class::isInstance).findFirst().orElseThrow();
        PlanFields fields = new PlanFields(
                plan.planId(),
                plan.symbol(),
                plan.action(),
                plan.decision(),
                plan.side(),
                plan.positionSide(),
                plan.strategy(),
                plan.account(),
                plan.qtyBase(),
                plan.closeQtyBase(),
                NOW.minusSeconds(plan.ageSec()).toEpochMilli());
        PlanEntry.Judgeable entry = new PlanEntry.Judgeable(
                "1769601600000-0",
                Map.of("plan_id", plan.planId(), "symbol", plan.symbol(), "action", plan.action()),
                fields,
                Map.of());
        SymbolState state = SymbolState.empty(LocalDate.EPOCH);
        try (Evaluator evaluator = new Evaluator(rules.rulebook(), rules.thresholds())) {
            Evaluation evaluation = evaluator.evaluate(facts);
            Frame frame = rules.inForce().frame();
            LoadedPlan loaded = new LoadedPlan(entry, NOW, facts, CandidateFacts.NONE, state);
            return RecordReader.read(Expansion.whole(new AuditWriter(frame).decided(loaded, evaluation, 1000), frame));
        }
    }
}
