package io.quantum.governor.engine.serve.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.rules.evaluate.Evaluator;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.facts.Answer;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.Executions;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Position;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.loaders.PositionSource;
import io.quantum.governor.loaders.declared.Outside;
import io.quantum.governor.loaders.redis.CandidateFacts;
import io.quantum.governor.loaders.redis.FactLoader;
import io.quantum.governor.loaders.redis.LoadedPlan;
import io.quantum.governor.loaders.redis.PlanDecoder;
import io.quantum.governor.loaders.redis.PlanEntry;
import io.quantum.governor.loaders.redis.SymbolScan;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How much of its limits each symbol has used: what the rules in force would answer a plan that closes nothing. Such a plan
 * is never published.
 */
public final class LimitsUsed {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final long DAY_SEC = 86_400;
    private static final String CLOSING = "FULL_CLOSE_PROPOSED";
    private static final String OPENING = "OPEN";
    private static final String NO_SYMBOL = "_PORTFOLIO_";

    private final StatefulRedisConnection<String, byte[]> redis;
    private final FactLoader loader;
    private final Supplier<ActiveRules> rules;
    private final Clock clock;

    /**
     * @param redis flushed by hand, a connection of its own
     * @param positions what the daemon knows of prices
     * @param outside what declared facts are read of beside Redis
     */
    public LimitsUsed(
            StatefulRedisConnection<String, byte[]> redis,
            PositionSource positions,
            Outside outside,
            Supplier<ApplyMode> mode,
            Supplier<ActiveRules> rules,
            Clock clock) {
        this.redis = redis;
        this.loader = new FactLoader(redis, positions, outside.overheard(), mode, clock);
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * What one symbol has used.
     *
     * @param limits those that the rules have measured
     * @param unknown why they could not be; empty when they could
     */
    public record OfSymbol(
            String symbol,
            List<Limit> limits,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String unknown) {}

    /**
     * A limit.
     *
     * @param gate that keeps it
     * @param used in the limit's unit
     */
    public record Limit(String gate, double used, double limit) {
        /** @param answer one that was measured */
        static Limit of(Answer answer) {
            return new Limit(answer.gate(), answer.value(), answer.limit());
        }
    }

    /** What one symbol has used, with the rules at hand to ask what they would say later on. */
    public static final class Seen {
        private final Evaluator evaluator;
        private final LoadedPlan plan;
        private final OfSymbol used;

        private Seen(Evaluator evaluator, LoadedPlan plan) {
            this.evaluator = evaluator;
            this.plan = plan;
            this.used = LimitsUsed.used(evaluator, plan);
        }

        public OfSymbol used() {
            return used;
        }

        /** How old the latest permit is, seconds; infinite when there is none that is known. */
        public double lastPermitAgeSec() {
            return executions().stream()
                    .flatMap(e -> e.agesSec().stream())
                    .findFirst()
                    .orElse(Double.POSITIVE_INFINITY);
        }

        private List<Executions> executions() {
            return plan.facts().stream()
                    .filter(Executions.class::isInstance)
                    .map(Executions.class::cast)
                    .toList();
        }

        /**
         * When less of a limit will be used because permits grow old, to the second.
         *
         * @return empty when that does not happen within a day
         */
        public Optional<Duration> freesAfter(Limit limit) {
            if (!isLess(limit, DAY_SEC)) {
                return Optional.empty();
            }
            // permits only ever leave a window, so what is freed stays free
            long still = 0;
            long freed = DAY_SEC;
            while (freed - still > 1) {
                long between = (still + freed) / 2;
                if (isLess(limit, between)) {
                    freed = between;
                } else {
                    still = between;
                }
            }
            return Optional.of(Duration.ofSeconds(freed));
        }

        private boolean isLess(Limit limit, long later) {
            List<Fact> facts = plan.facts().stream()
                    .map(fact -> fact instanceof Executions e
                            ? new Executions(
                                    e.agesSec().stream().map(age -> age + later).toList(), e.ignoredEntries())
                            : fact)
                    .toList();
            return limits(evaluator, facts).stream()
                    .anyMatch(l -> l.gate().equals(limit.gate()) && l.used() < limit.used());
        }
    }

    /**
     * The symbols that had a permit within a day, in the order of their names.
     *
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    public List<String> symbols() {
        return List.copyOf(SymbolScan.withPermits(redis, TIMEOUT));
    }

    /**
     * What these symbols have used, a few hundred at most.
     *
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    List<OfSymbol> read(List<String> symbols) {
        List<OfSymbol> read = new ArrayList<>();
        look(symbols, seen -> read.add(seen.used()));
        return read;
    }

    /**
     * As {@link #read}, one symbol after the other.
     *
     * @param each must not keep what it is given
     */
    public void look(List<String> symbols, Consumer<Seen> each) {
        if (symbols.isEmpty()) {
            return;
        }
        ActiveRules now = rules.get();
        List<LoadedPlan> loaded =
                load(symbols.stream().map(symbol -> plan(symbol, CLOSING)).toList(), now);
        try (Evaluator evaluator = new Evaluator(now.rulebook(), now.thresholds())) {
            loaded.forEach(plan -> each.accept(new Seen(evaluator, plan)));
        }
    }

    /**
     * What the whole portfolio has used, as a plan meets it that opens a position of a symbol that no row of limits names.
     *
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    public PortfolioUsed portfolio() {
        ActiveRules now = rules.get();
        List<Fact> facts = load(List.of(plan(NO_SYMBOL, OPENING)), now).get(0).facts();
        try (Evaluator evaluator = new Evaluator(now.rulebook(), now.thresholds())) {
            return PortfolioUsed.of(evaluator, facts);
        }
    }

    private List<LoadedPlan> load(List<PlanEntry.Judgeable> plans, ActiveRules now) {
        return loader.load(plans, now.rulebook().kinds().declared(Part.PLAN), CandidateFacts.NONE.declarations())
                .toCompletableFuture()
                .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private PlanEntry.Judgeable plan(String symbol, String action) {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        Map.of("plan_id", "status", "symbol", symbol, "action", action, "decision", "EXECUTE")
                .forEach((name, value) -> fields.put(name, value.getBytes(UTF_8)));
        return (PlanEntry.Judgeable) PlanDecoder.decode(new StreamMessage<>("status", clock.millis() + "-0", fields));
    }

    @SuppressWarnings("IllegalCatch") // rules that come to no end for one symbol cost its neighbours nothing
    private static OfSymbol used(Evaluator evaluator, LoadedPlan plan) {
        String symbol = plan.entry().plan().symbol();
        try {
            return new OfSymbol(symbol, limits(evaluator, plan.facts()), "");
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return new OfSymbol(symbol, List.of(), noEnd(e));
        }
    }

    static String noEnd(Throwable fault) {
        return "the rules came to no usable end: " + Objects.requireNonNullElse(fault.getMessage(), fault.toString());
    }

    private static List<Limit> limits(Evaluator evaluator, List<Fact> loaded) {
        List<Fact> facts = new ArrayList<>(loaded);
        facts.removeIf(fact -> fact instanceof Position
                || (fact instanceof Unavailable u && u.fact().equals(Fact.nameOf(Position.class))));
        facts.add(new Position(Position.EXCHANGE, 0, 0, 0));
        return evaluator.evaluate(facts).answers().stream()
                .filter(Answer::measured)
                .map(Limit::of)
                .toList();
    }
}
