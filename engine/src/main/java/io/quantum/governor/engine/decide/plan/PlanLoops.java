package io.quantum.governor.engine.decide.plan;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.loaders.PositionSource;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.declared.Outside;
import io.quantum.governor.loaders.redis.FactLoader;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Wires a plan loop. */
public final class PlanLoops {
    /** Keys are text; what they hold may be anything. */
    public static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private static final Duration BLOCK = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private PlanLoops() {}

    /**
     * Wires a loop, which connects by itself.
     *
     * @param redis the client; two connections are taken from it once Redis can be reached
     * @param streams the streams' names
     * @param consumerName unique among all governors
     * @param batch how many plans are decided together at most
     * @param rules what decides; asked before each batch, which is then decided wholly by what it gave
     * @param candidate the declared facts that a candidate's rules name; those of
     *     {@link io.quantum.governor.loaders.redis.CandidateFacts#NONE} while there is none
     * @param outside what declared facts are read of beside Redis
     */
    public static PlanLoop of(
            RedisClient redis,
            StreamNames streams,
            String consumerName,
            int batch,
            Supplier<PlanRules> rules,
            Supplier<List<FactDeclaration>> candidate,
            PositionSource positions,
            Outside outside,
            Supplier<ApplyMode> mode,
            DecisionListener listener,
            RedisState state,
            Clock clock) {
        Supplier<PlanLoop.Work> connector = () -> {
            StatefulRedisConnection<String, byte[]> forReading = redis.connect(CODEC);
            StatefulRedisConnection<String, byte[]> forDeciding = redis.connect(CODEC);
            forReading.setTimeout(BLOCK.plus(TIMEOUT));
            forDeciding.setTimeout(TIMEOUT);
            forDeciding.setAutoFlushCommands(false);
            return new PlanLoop.Work(
                    new PlanReader(forReading, streams.plans(), consumerName, batch, BLOCK),
                    new PlanDecider(
                            new FactLoader(forDeciding, forReading, positions, outside, mode, clock),
                            new Drafters(rules, streams, clock),
                            new Committer(forDeciding, streams.plans()),
                            listener,
                            candidate));
        };
        return new PlanLoop(connector, state);
    }
}
