package io.quantum.governor.engine.serve.act;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.record.audit.Deeds;
import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.redis.KillSwitches;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the kill switch on and off. Methods fail with a {@link RedisException} when Redis can't answer. */
public final class KillDesk {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final StatefulRedisConnection<String, byte[]> redis;
    private final Deeds deeds;

    /**
     * @param redis flushed by itself
     * @param deeds puts on record what is done
     */
    public KillDesk(StatefulRedisConnection<String, byte[]> redis, Deeds deeds) {
        this.redis = redis;
        this.deeds = deeds;
    }

    /**
     * What became of it.
     *
     * @param deed what is on record, or should be
     * @param unrecorded why it is not on record though it was done; empty when it is
     */
    public record Turned(Deed deed, Optional<RedisException> unrecorded) {}

    /** The keys that are set, or deleted: in a cell they are its own. */
    public static List<String> keys(boolean on) {
        return on ? Keys.KILL_SWITCHES.subList(0, 1) : Keys.KILL_SWITCHES;
    }

    /** Each switch by its key, as {@link KillSwitches#states} tells them. */
    public Map<String, String> states() {
        return KillSwitches.states(redis, TIMEOUT);
    }

    /** Turns it, in one step with its record; what refuses the record does not keep the switch from being turned. */
    public Turned turn(boolean on, Operator operator) {
        Map<String, String> before = states();
        Map<String, String> after = new LinkedHashMap<>(before);
        keys(on).forEach(key -> after.put(key, on ? KillSwitches.ON : KillSwitches.OFF));
        Deed deed = operator.deed(on ? Deed.KILL_SWITCH_ON : Deed.KILL_SWITCH_OFF)
                .changing(KillSwitches.words(before), KillSwitches.words(after));
        try {
            deeds.kill(on, keys(on), deed, Operator.event(deed));
            return new Turned(deed, Optional.empty());
        } catch (RedisCommandExecutionException e) {
            if (on) {
                redis.sync().set(keys(true).get(0), "1".getBytes(UTF_8));
            } else {
                redis.sync().del(keys(false).toArray(String[]::new));
            }
            return new Turned(deed, Optional.of(e));
        }
    }
}
