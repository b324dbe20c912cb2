package io.quantum.governor.lab.bench;

import io.quantum.governor.engine.record.archive.AuditEntry;
import io.quantum.governor.engine.record.audit.AuditWriter;
import io.quantum.governor.engine.record.audit.Frame;
import io.quantum.governor.engine.rules.evaluate.Evaluator;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.DailyTotals;
import io.quantum.governor.facts.Executions;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.KillSwitch;
import io.quantum.governor.facts.MarkPrice;
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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Audit records as real plans give them: decided by the rules on facts that differ, one every quarter of a second. */
final class ArchiveLoad implements AutoCloseable {
    private static final int SYMBOLS = 500;
    private static final Instant BEGIN = Instant.parse("2026-10-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMillis(250);

    private static final SymbolState NOTHING_SEEN = SymbolState.empty(LocalDate.EPOCH);

    private final BenchFacts benchFacts;
    private final Evaluator evaluator;
    private final AuditWriter writer;
    private final Frame frame;

    ArchiveLoad(ActiveRules rules) {
        benchFacts = new BenchFacts(rules.rulebook());
        evaluator = new Evaluator(rules.rulebook(), rules.thresholds());
        frame = rules.inForce().frame();
        writer = new AuditWriter(frame);
    }

    /** What the records have in common, which is on record before them. */
    AuditEntry frame() {
        return new AuditEntry(BEGIN.toEpochMilli() - 1 + "-0", frame.record(BEGIN));
    }

    /** The record of a number, which is the same whenever it is asked for. */
    AuditEntry entry(long number) {
        Random random = new Random(number);
        Instant at = at(number);
        String planId = planId(number);
        String symbol = "S" + random.nextInt(SYMBOLS) + "USDT";
        List<Fact> facts = facts(planId, symbol, random, at);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("plan_id", planId);
        fields.put("symbol", symbol);
        fields.put("action", "PARTIAL_50");
        fields.put("decision", "EXECUTE");
        fields.put("kill_score", "0.31");
        fields.put("timestamp", at.getEpochSecond() + "." + random.nextInt(1000));
        fields.put("R_net", Double.toString(random.nextInt(300) / 100.0));
        fields.put("reason_codes", "trail_lock,regime_flip");
        fields.put("close_qty", "0.0");
        fields.put("price", "");
        PlanFields read =
                new PlanFields(planId, symbol, "PARTIAL_50", "EXECUTE", "", "", "", "", 0, 0, at.toEpochMilli());
        PlanEntry.Judgeable entry = new PlanEntry.Judgeable(at.toEpochMilli() + "-0", fields, read, Map.of());
        LoadedPlan plan = new LoadedPlan(entry, at, facts, CandidateFacts.NONE, NOTHING_SEEN);
        byte[] json = writer.decided(plan, evaluator.evaluate(facts), 20_000 + random.nextInt(20_000));
        return new AuditEntry(at.toEpochMilli() + "-0", json);
    }

    /** When it is decided; always written with as many digits. */
    static Instant at(long number) {
        return BEGIN.plus(STEP.multipliedBy(number)).plusNanos(123_457);
    }

    static String planId(long number) {
        return new UUID(new Random(number).nextLong(), number).toString();
    }

    /** Of twenty closes some meet the kill switch, the hourly or burst limit, or the limit of the day. */
    private List<Fact> facts(String planId, String symbol, Random random, Instant at) {
        int sort = random.nextInt(20);
        List<Double> ages = switch (sort) {
            case 0, 1 -> List.of(400.0 + random.nextInt(500), 1000.5, 2000.25);
            case 2 -> List.of(10.0 + random.nextInt(50), 200.125);
            default -> List.of(4000 + random.nextInt(1_000_000) / 1e3);
        };
        double price = 90_000 + random.nextInt(1_000_000) / 100.0;
        List<Fact> told = List.of(
                new ApplyMode("production"),
                new Plan(planId, symbol, "PARTIAL_50", "EXECUTE", "", "", "", "", 0, 0, random.nextInt(3)),
                new KillSwitch(sort == 3),
                new Position(Position.EXCHANGE, 0.01, 0.01, 1),
                new MarkPrice(Position.EXCHANGE, price, 1),
                new Portfolio(Position.EXCHANGE, price / 100, 1, 1),
                new Executions(ages, 0),
                new DailyTotals(sort == 4 ? 4900 : random.nextInt(1000), 0.001),
                Unavailable.missing(PriorDecision.class, symbol),
                new PriorExecution(false));
        Map<String, Map<String, Object>> declared = Map.of(
                "killScore", Map.of("score", 0.31),
                "portfolioBudget",
                        Map.of(
                                "mode",
                                "enforce",
                                "budgetUsd",
                                1000 + random.nextInt(500_000) / 1e3,
                                "ageSec",
                                random.nextInt(10)),
                "allocationTarget",
                        Map.of(
                                "mode",
                                "enforce",
                                "targetUsd",
                                5000.0,
                                "confidence",
                                "0.8",
                                "ageSec",
                                random.nextInt(60)),
                "capitalEfficiency",
                        Map.of("score", random.nextInt(1000) / 1e3, "confidence", 0.9, "ageSec", random.nextInt(60)));
        return benchFacts.of(told, declared, at);
    }

    @Override
    public void close() {
        evaluator.close();
    }
}
