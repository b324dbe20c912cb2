package io.quantum.governor.lab.bench;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.decide.plan.DecisionListener;
import io.quantum.governor.engine.decide.plan.Outcome;
import io.quantum.governor.engine.decide.plan.PlanLoop;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.decide.plan.PlanRules;
import io.quantum.governor.engine.decide.plan.RedisState;
import io.quantum.governor.engine.decide.plan.StreamNames;
import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.loaders.gauge.GaugePages;
import io.quantum.governor.loaders.redis.CandidateFacts;
import io.quantum.governor.loaders.redis.Cell;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What Redis and its client cost without any rules: the same reads and commits, a verdict known beforehand. */
final class Floor {
    private static final int BATCH = 64;
    private static final int SYMBOLS = 500;
    private static final double NANOS = 1e9;

    private final RedisClient redis;
    private final String redisUri;
    private final int plans;

    Floor(RedisClient redis, String redisUri, int plans) {
        this.redis = redis;
        this.redisUri = redisUri;
        this.plans = plans;
    }

    Row ping() {
        try (StatefulRedisConnection<String, byte[]> connection = redis.connect(PlanLoops.CODEC)) {
            long[] nanos = new long[plans];
            for (int i = 0; i < plans * 2; i++) {
                long start = System.nanoTime();
                connection.sync().ping();
                nanos[i % plans] = System.nanoTime() - start;
            }
            return Row.ofNanos("floor: PING", nanos);
        }
    }

    /** In this process, beside the publisher; the verdict is the one of an evaluation made beforehand. */
    void readAndCommit(Evaluation verdict, Evaluations evaluations, Consumer<Row> rows) {
        Load load = new Load("production", false, true);
        PlanRules known = new PlanRules(
                facts -> verdict,
                evaluations.rules().rulebook().kinds().declared(Part.PLAN),
                evaluations.rules().inForce());
        PlanLoop loop = PlanLoops.of(
                redis,
                new StreamNames(
                        Publisher.PLANS,
                        Cell.key("quantum:stream:apply.result"),
                        Cell.key("quantum:stream:governor.events")),
                "floor",
                BATCH,
                () -> known,
                CandidateFacts.NONE::declarations,
                (symbol, side, now) -> List.of(),
                new GaugePages(Map.of(), Duration.ofSeconds(1), Clock.systemUTC()),
                () -> new ApplyMode("production"),
                new Silent(),
                new RedisState(),
                Clock.systemUTC());
        Thread thread = new Thread(loop, "floor");
        thread.setDaemon(true);
        try (Publisher publisher = new Publisher(redis);
                Executor executor = new Executor(redisUri)) {
            publisher.connection().sync().flushdb();
            thread.start();
            long[] nanos = new long[plans / 2];
            for (int i = 0; i < plans; i++) {
                nanos[i % nanos.length] = executor.decide(load, Publisher.symbol(i, SYMBOLS));
            }
            rows.accept(Row.ofNanos("floor: read and commit without rules, 1 in flight", nanos));
            long before = publisher.decided();
            long start = System.nanoTime();
            publisher.pileUp(load, plans * 2, SYMBOLS);
            Drain.await(publisher, before + plans * 2L, thread::isAlive);
            rows.accept(Row.ofRate(
                    "floor: the same while plans are published", plans * 2 / ((System.nanoTime() - start) / NANOS)));
        } finally {
            end(loop, thread);
        }
    }

    /** The next run must have the plans to itself. */
    private static void end(PlanLoop loop, Thread thread) {
        loop.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nobody listens. */
    private record Silent() implements DecisionListener {
        @Override
        public void committed(Outcome outcome) {
            // the publisher sees the event itself
        }
    }
}
