package io.quantum.governor.engine.serve.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.decide.plan.StreamNames;
import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.rules.evaluate.Evaluator;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.FactKinds;
import io.quantum.governor.engine.rules.rulebook.GateRules;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.serve.shadow.Said;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Order;
import io.quantum.governor.facts.Verdict;
import io.quantum.governor.loaders.redis.CandidateFacts;
import io.quantum.governor.loaders.redis.FactLoader;
import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.redis.LoadedPlan;
import io.quantum.governor.loaders.redis.PlanDecoder;
import io.quantum.governor.loaders.redis.PlanEntry;
import io.quantum.governor.loaders.redis.Replies;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges each plan by what is known when it is published, and compares that with what the other governor then does. It reads as
 * everybody may, and leaves nothing but its observations. On one thread.
 */
public final class Observer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Observer.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int AT_ONCE = 64;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Duration IDLE = Duration.ofMillis(500);

    /** A governor that has not decided by then does not decide any more. */
    private static final long SILENT_AFTER_MS = 10_000;

    /** Where a permit or a block record can be seen it is seen by then; what else tells of a decision counts later. */
    private static final long SEEN_AFTER_MS = 1000;

    /** A plan that was read later than this is judged by what was known too late. */
    private static final long LATE_MS = 2000;

    private static final int REMEMBERED_IDS = 100_000;
    private static final int NEWEST_PERMITS = 20;
    private static final int MOST_KINDS = 500;
    private static final int LONGEST_ID = 200;

    private final StatefulRedisConnection<String, byte[]> reading;
    private final StatefulRedisConnection<String, byte[]> looking;
    private final FactLoader loader;
    private final Evaluator evaluator;
    private final FactKinds kinds;
    private final StreamNames streams;
    private final ObserveStore store;
    private final KnownDifferences known;
    private final Consumer<Observation> listener;
    private final Clock clock;

    private final Echo echo;
    private final Map<String, Watched> watched = new LinkedHashMap<>();
    private final Map<String, Boolean> executed = recent();
    private final Map<String, Boolean> ids = recent();
    private final Set<Observation> kindsSeen = new HashSet<>();
    private String lastPlan;
    private String lastResult;
    private long lookedNanos = System.nanoTime();

    /**
     * Begins behind the plan that was read last, or with the next one.
     *
     * @param reading flushed by itself
     * @param looking flushed by hand
     * @param loader with a connection of its own
     * @param rules that judge
     * @param listener hears of each observation, besides the store
     */
    public Observer(
            StatefulRedisConnection<String, byte[]> reading,
            StatefulRedisConnection<String, byte[]> looking,
            FactLoader loader,
            ActiveRules rules,
            StreamNames streams,
            KnownDifferences known,
            Consumer<Observation> listener,
            Clock clock) {
        this.reading = reading;
        this.looking = looking;
        this.loader = loader;
        evaluator = new Evaluator(rules.rulebook(), rules.thresholds());
        kinds = rules.rulebook().kinds();
        this.streams = streams;
        this.known = known;
        this.listener = listener;
        this.clock = clock;
        echo = new Echo(kinds);
        store = new ObserveStore(reading, clock);
        store.begin(
                rules.title(),
                GateRules.of(rules.rulebook()).stream().map(GateRules::name).toList());
        lastPlan = store.position().orElseGet(() -> newest(streams.plans()));
        lastResult = newest(streams.results());
    }

    /** What came long ago is forgotten. */
    private static <V> Map<String, V> recent() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > REMEMBERED_IDS;
            }
        };
    }

    private String newest(String stream) {
        return reading.sync().xrevrange(stream, Range.unbounded(), Limit.from(1)).stream()
                .map(StreamMessage::getId)
                .findFirst()
                .orElse("0-0");
    }

    /**
     * Reads what is new, looks what the other governor did, and keeps what is clear.
     *
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    @SuppressWarnings("unchecked") // Lettuce takes its streams as generic varargs
    public void step() {
        List<Difference> observed = new ArrayList<>();
        List<PlanEntry.Judgeable> plans = new ArrayList<>();
        for (StreamMessage<String, byte[]> message : reading.sync()
                .xread(
                        XReadArgs.Builder.count(AT_ONCE).block(watched.isEmpty() ? IDLE : BETWEEN_LOOKS),
                        StreamOffset.from(streams.plans(), lastPlan),
                        StreamOffset.from(streams.results(), lastResult))) {
            if (message.getStream().equals(streams.results())) {
                lastResult = message.getId();
                result(message.getBody());
            } else {
                lastPlan = message.getId();
                take(PlanDecoder.decode(message), plans, observed);
            }
        }
        load(plans);
        if (System.nanoTime() - lookedNanos >= BETWEEN_LOOKS.toNanos()) {
            lookedNanos = System.nanoTime();
            look();
        }
        conclude(observed);
        if (!observed.isEmpty()) {
            observed.replaceAll(this::bounded);
            store.write(observed, lastPlan);
            observed.forEach(one -> listener.accept(one.what()));
        }
    }

    /** What another program gives as reasons is its own; it shall fill neither a hash nor a page of metrics. */
    private Difference bounded(Difference one) {
        if (kindsSeen.contains(one.what()) || (kindsSeen.size() < MOST_KINDS && kindsSeen.add(one.what()))) {
            return one;
        }
        return one.as(new Observation(one.what().result(), one.what().gate(), "other"));
    }

    private void take(PlanEntry entry, List<PlanEntry.Judgeable> plans, List<Difference> observed) {
        if (!(entry instanceof PlanEntry.Judgeable plan)) {
            LOG.debug("entry {} is no plan that two governors could agree about", entry.streamId());
        } else if (clock.millis() - plan.plan().publishedMs() > LATE_MS) {
            observed.add(new Difference(
                    Observation.of(Observation.MISSED),
                    plan.plan().planId(),
                    plan.plan().symbol(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
        } else {
            plans.add(plan);
        }
    }

    private void load(List<PlanEntry.Judgeable> plans) {
        if (plans.isEmpty()) {
            return;
        }
        List<LoadedPlan> loaded = loader.load(plans, kinds.declared(Part.PLAN), CandidateFacts.NONE.declarations())
                .toCompletableFuture()
                .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        for (LoadedPlan plan : loaded) {
            boolean seenBefore = ids.put(plan.entry().plan().planId(), true) != null;
            Optional<Evaluation> evaluation = evaluate(Echo.undecided(plan, seenBefore));
            // of a plan that is skipped no governor says anything
            if (evaluation
                    .filter(e -> !e.verdict().decision().equals(Verdict.PERMIT)
                            && !e.verdict().decision().equals(Verdict.BLOCK))
                    .isEmpty()) {
                Optional<Order> order = evaluation.flatMap(e -> e.atMostOne(Order.class));
                watched.put(plan.entry().streamId(), new Watched(plan, seenBefore, order));
            }
        }
    }

    /** An order that failed was permitted too, so only one that was executed says anything. */
    private void result(Map<String, byte[]> result) {
        String planId = text(result, "plan_id");
        if (planId.length() <= LONGEST_ID && text(result, "executed").equalsIgnoreCase("true")) {
            executed.put(planId, true);
        }
    }

    private static String text(Map<String, byte[]> fields, String name) {
        return new String(fields.getOrDefault(name, new byte[0]), UTF_8);
    }

    private record Looks(
            Watched plan, RedisFuture<byte[]> permit, RedisFuture<byte[]> block, RedisFuture<List<byte[]>> permits) {}

    private void look() {
        List<Looks> looks = new ArrayList<>();
        for (Watched plan : watched.values()) {
            if (plan.theirs().isEmpty() && plan.isDue(SEEN_AFTER_MS)) {
                looks.add(new Looks(
                        plan,
                        looking.async().get(Keys.permit(plan.id())),
                        looking.async().get(Keys.block(plan.id())),
                        looking.async().lrange(Keys.executions(plan.symbol()), 0, NEWEST_PERMITS)));
            }
        }
        if (looks.isEmpty()) {
            return;
        }
        looking.flushCommands();
        Replies.await(looks.get(looks.size() - 1).permits(), TIMEOUT);
        Set<String> firstOf = new HashSet<>();
        for (Looks one : looks) {
            Optional<Theirs> theirs = read(one.permit(), Theirs::permit, Theirs.taken("permit"))
                    .or(() -> read(one.block(), Theirs::block, Theirs.blocked()))
                    .filter(said -> said.isSince(one.plan().decidedFromSec()));
            boolean first = firstOf.add(one.plan().symbol());
            if (theirs.isPresent()) {
                one.plan().heard(theirs.get());
            } else if (one.plan().waitedMillis() >= SEEN_AFTER_MS) {
                hearOtherwise(one, first);
            }
        }
    }

    /**
     * What a key says; empty when there is none.
     *
     * @param otherwise counts when there is one that can't be read, of another type for example
     */
    private static Optional<Theirs> read(RedisFuture<byte[]> key, Function<byte[], Theirs> reader, Theirs otherwise) {
        try {
            byte @Nullable [] value = Replies.value(key);
            return Optional.ofNullable(value).map(reader);
        } catch (RedisCommandExecutionException e) {
            return Optional.of(otherwise);
        }
    }

    private static List<byte[]> permits(RedisFuture<List<byte[]>> history) {
        try {
            return Replies.value(history);
        } catch (RedisCommandExecutionException e) {
            return List.of();
        }
    }

    /** An executor may have taken the permit before anybody looked. */
    private void hearOtherwise(Looks one, boolean first) {
        if (executed.containsKey(one.plan().id())) {
            one.plan().heard(Theirs.taken("result"));
        } else if (first && echo.lacks(one.plan(), permits(one.permits()), later(one.plan()))) {
            one.plan().heard(Theirs.taken("exec"));
        }
    }

    /** In the order in which plans were published, symbol by symbol. */
    private void conclude(List<Difference> observed) {
        Set<String> unclear = new HashSet<>();
        List<String> done = new ArrayList<>();
        for (Map.Entry<String, Watched> entry : watched.entrySet()) {
            Watched plan = entry.getValue();
            boolean over = plan.waitedMillis() >= SILENT_AFTER_MS;
            if (unclear.contains(plan.symbol()) || (plan.theirs().isEmpty() && !over)) {
                unclear.add(plan.symbol());
                continue;
            }
            Difference compared = compare(plan);
            if (compared.isRaced() && plan.waitedMillis() < SEEN_AFTER_MS) {
                // a plan behind this one may explain it, and has not been read yet
                unclear.add(plan.symbol());
                continue;
            }
            done.add(entry.getKey());
            plan.theirs().ifPresent(theirs -> echo.note(plan, theirs));
            observed.add(compared);
        }
        done.forEach(watched::remove);
    }

    private Difference compare(Watched plan) {
        Optional<List<Fact>> before = echo.before(plan, later(plan));
        if (before.isEmpty()) {
            return Difference.of(Observation.of(Observation.RACED), plan, Optional.empty(), Optional.empty());
        }
        Optional<Evaluation> evaluation = evaluate(before.get());
        Said ours = evaluation.map(Said::of).orElse(Said.ERROR);
        Observation what =
                plan.theirs().map(theirs -> Observation.of(ours, theirs)).orElse(Observation.of(Observation.SILENT));
        return Difference.of(known.named(what, plan.symbol()), plan, Optional.of(ours), evaluation);
    }

    /** The symbol's plans behind this one. */
    private List<Watched> later(Watched plan) {
        return watched.values().stream()
                .filter(other -> other.symbol().equals(plan.symbol()))
                .dropWhile(other -> !other.equals(plan))
                .skip(1)
                .toList();
    }

    @SuppressWarnings("IllegalCatch") // rules that come to no end block the plan, and here too
    private Optional<Evaluation> evaluate(List<Fact> facts) {
        try {
            return Optional.of(evaluator.evaluate(facts));
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            LOG.error("a plan can't be judged, which counts as a block", e);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        evaluator.close();
    }
}
