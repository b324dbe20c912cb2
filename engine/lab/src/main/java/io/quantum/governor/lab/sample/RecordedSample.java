package io.quantum.governor.lab.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.StreamMessage;
import io.quantum.governor.engine.record.audit.AuditWriter;
import io.quantum.governor.engine.record.audit.Expansion;
import io.quantum.governor.engine.record.audit.Frame;
import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.rules.evaluate.Evaluator;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.facts.Portfolio;
import io.quantum.governor.facts.Position;
import io.quantum.governor.lab.demo.Listing;
import io.quantum.governor.lab.demo.SamplePlan;
import io.quantum.governor.loaders.redis.CandidateFacts;
import io.quantum.governor.loaders.redis.LoadedPlan;
import io.quantum.governor.loaders.redis.PlanDecoder;
import io.quantum.governor.loaders.redis.PlanEntry;
import io.quantum.governor.loaders.redis.SymbolState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Simulated days in which a plan comes every minute, decided by a rulebook. Not for use by several threads. */
public final class RecordedSample implements AutoCloseable {
    private static final long MOST_BETWEEN_NANOS = Duration.ofMinutes(2).toNanos();
    private static final long LATEST_ON_THE_HEELS_NANOS = Duration.ofSeconds(9).toNanos();
    /** One plan in so many is for the symbol of the one before. */
    private static final int ONE_IN = 8;

    private static final long LEAST_NANOS = 12_000;
    private static final long MOST_NANOS = 60_000;

    private final List<SymbolDays> symbols =
            Stream.of(Listing.values()).map(SymbolDays::new).toList();
    private final SplittableRandom random;
    private final SamplePlans plans;
    private final SampleFacts facts;
    private final Evaluator evaluator;
    private final AuditWriter audit;
    private final Frame frame;
    private Instant now;
    private SymbolDays symbol;
    private long written;

    /**
     * @param rules decide
     * @param start when the first plan comes
     * @param seed the same one makes the same sample
     */
    public RecordedSample(ActiveRules rules, Instant start, long seed) {
        this.random = new SplittableRandom(seed);
        this.plans = new SamplePlans(random);
        this.facts = new SampleFacts(random, start, rules.rulebook().kinds());
        this.evaluator = new Evaluator(rules.rulebook(), rules.thresholds());
        this.frame = rules.inForce().frame();
        this.audit = new AuditWriter(frame);
        this.now = start;
        this.symbol = symbols.get(0);
    }

    /** How long so many plans take in the simulated market. */
    public static Duration span(long plans) {
        long between = (MOST_BETWEEN_NANOS * (ONE_IN - 1) + LATEST_ON_THE_HEELS_NANOS) / ONE_IN / 2;
        return Duration.ofNanos(between).multipliedBy(plans);
    }

    /** The record of the next decision, whole. */
    public byte[] next() {
        return Expansion.whole(nextStored(), frame);
    }

    /** The frame that records name which are stored. */
    public Frame frame() {
        return frame;
    }

    /** The record of the next decision as a governor stores it. */
    public byte[] nextStored() {
        written++;
        if (random.nextInt(ONE_IN) == 0) {
            // on the heels of the last one
            now = now.plusNanos(random.nextLong(LATEST_ON_THE_HEELS_NANOS));
        } else {
            now = now.plusNanos(random.nextLong(MOST_BETWEEN_NANOS));
            symbol = symbols.get(random.nextInt(symbols.size()));
        }
        symbols.forEach(s -> s.walk(random));
        PlanEntry entry = entry(plans.next(symbol));
        return entry instanceof PlanEntry.Judgeable plan ? judged(plan) : unjudged(entry);
    }

    private PlanEntry entry(SamplePlan plan) {
        Map<String, byte[]> body = new LinkedHashMap<>();
        if (!plan.fields().containsKey("decision")) {
            body.put("note", "a plan without an id".getBytes(UTF_8));
        } else {
            body.put(
                    "plan_id",
                    String.format(Locale.ROOT, "sample-%08d", written).getBytes(UTF_8));
        }
        plan.fields().forEach((name, value) -> body.put(name, value.getBytes(UTF_8)));
        body.put("timestamp", Long.toString(now.getEpochSecond()).getBytes(UTF_8));
        long age = random.nextInt(80) == 0
                ? Duration.ofSeconds(random.nextInt(120)).toMillis()
                : 3;
        return PlanDecoder.decode(new StreamMessage<>("plans", now.toEpochMilli() - age + "-0", body));
    }

    private byte[] judged(PlanEntry.Judgeable entry) {
        double usd = symbols.stream().mapToDouble(SymbolDays::heldUsd).sum();
        int open = (int) symbols.stream().filter(s -> s.heldBase() > 0).count();
        Portfolio portfolio = new Portfolio(Position.EXCHANGE, usd, open, 1);
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        SymbolState seen = SymbolState.empty(day);
        LoadedPlan plan =
                new LoadedPlan(entry, now, facts.of(entry, symbol, portfolio, now), CandidateFacts.NONE, seen);
        Evaluation evaluation = evaluator.evaluate(plan.facts());
        symbol.take(now, evaluation);
        return audit.decided(plan, evaluation, random.nextLong(LEAST_NANOS, MOST_NANOS));
    }

    private byte[] unjudged(PlanEntry entry) {
        return entry instanceof PlanEntry.Malformed plan
                ? audit.undecided(entry, now, "BLOCK", "malformed_plan", plan.detail())
                : audit.undecided(entry, now, "DEAD_LETTER", "", ((PlanEntry.Nameless) entry).detail());
    }

    @Override
    public void close() {
        evaluator.close();
    }
}
