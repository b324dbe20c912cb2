package io.quantum.governor.engine.serve.daemon;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.record.audit.RulebookRecord;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.loaders.redis.Keys;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Puts on record which rulebook decides, in the same stream as its decisions and before them, so that they can be
 * explained by the audit alone. While Redis is away the records wait; then nothing is decided either.
 */
final class RulebooksOnRecord {
    private final Sources sources;
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private Optional<StatefulRedisConnection<String, byte[]>> connection = Optional.empty();

    RulebooksOnRecord(Sources sources) {
        this.sources = sources;
    }

    /** Puts rules on record that are about to decide. */
    synchronized void put(ActiveRules rules, String from) {
        waiting.add(
                RulebookRecord.write(sources.clock().instant(), sources.owner(), from, rules.inForce(), rules.texts()));
        send();
    }

    /** Writes what waits, in order; what can't be written waits on. */
    synchronized void send() {
        try {
            for (byte[] next = waiting.peek(); next != null; next = waiting.peek()) {
                connection =
                        Optional.of(connection.orElseGet(() -> sources.redis().connect(PlanLoops.CODEC)));
                connection.get().sync().xadd(Keys.AUDIT, Map.of("json", next));
                waiting.remove();
            }
        } catch (RedisException e) {
            // the next time, and the loop has told already that Redis is away
        }
    }
}
