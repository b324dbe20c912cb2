package io.quantum.governor.engine.record.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.loaders.redis.Cell;
import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.redis.KillSwitches;
import io.quantum.governor.loaders.redis.Replies;
import io.quantum.governor.loaders.redis.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts deeds on record, each in one step with the event that tells other programs of it. States that anybody can change
 * are remembered as they were last on record, so that a change is noticed by whichever daemon comes first, and by no
 * second one. Every method fails with a {@link io.lettuce.core.RedisException} when Redis does not answer, or refuses.
 */
public final class Deeds {
    /** The state of the kill switches, in words. */
    public static final String KILL_SWITCH = "kill_switch";

    /** Hash: states that anybody can change, as they were last on record. */
    static final String WATCHED = Cell.key("quantum:governor:watched");

    private static final Script TELL = new Script(Deeds.class, "tell.lua");
    private static final Script CHANGE = new Script(Deeds.class, "change.lua");
    private static final Script KILL = new Script(Deeds.class, "kill.lua");
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final StatefulRedisConnection<String, byte[]> redis;
    private final String events;

    /**
     * @param redis flushed by itself
     * @param events the stream of events
     */
    public Deeds(StatefulRedisConnection<String, byte[]> redis, String events) {
        this.redis = redis;
        this.events = events;
    }

    /**
     * The state of an apply mode: of the file on this machine that sets it, which is another one on each.
     *
     * @param host the machine's name
     */
    public static String applyMode(String host, Path file) {
        return "apply_mode:" + host + ":" + file.toAbsolutePath().normalize();
    }

    /** The state of the thresholds that the environment of a machine's daemons overrides. */
    public static String overrides(String host) {
        return "overrides:" + host;
    }

    /** Puts a deed on record, and tells its event. */
    public void tell(Deed deed, Map<String, String> event) {
        run(TELL, List.of(Keys.AUDIT, events), arguments(List.of(deed.json()), event));
    }

    /** How a state was last on record; empty when it never was. */
    public String known(String state) {
        RedisFuture<byte[]> sent = redis.async().hget(WATCHED, state);
        Replies.await(sent, TIMEOUT);
        byte @Nullable [] known = Replies.value(sent);
        return known == null ? "" : new String(known, UTF_8);
    }

    /** From now on a state is known to be so: whoever calls this says by a deed of its own why. */
    public void expect(String state, String value) {
        RedisFuture<Boolean> sent = redis.async().hset(WATCHED, state, value.getBytes(UTF_8));
        Replies.await(sent, TIMEOUT);
        Replies.value(sent);
    }

    /**
     * Puts a change that was noticed on record, unless somebody else has done so meanwhile.
     *
     * @param known how the state was known before the look at how it is now
     * @param now how it is now
     * @param event empty for none
     * @return whether it is on record by this call
     */
    public boolean change(String state, String known, String now, Deed deed, Map<String, String> event) {
        List<byte[]> arguments = List.of(bytes(state), bytes(known), bytes(now), deed.json());
        return run(CHANGE, List.of(WATCHED, Keys.AUDIT, events), arguments(arguments, event)) == 1;
    }

    /**
     * Turns the kill switch.
     *
     * @param switches the keys that are set, or deleted
     * @param deed says as its last how things stand then
     */
    public void kill(boolean on, List<String> switches, Deed deed, Map<String, String> event) {
        List<String> keys = new ArrayList<>(List.of(WATCHED, Keys.AUDIT, events));
        keys.addAll(switches);
        List<byte[]> arguments = List.of(
                bytes(on ? KillSwitches.ON : KillSwitches.OFF), bytes(KILL_SWITCH), bytes(deed.after()), deed.json());
        run(KILL, keys, arguments(arguments, event));
    }

    private static List<byte[]> arguments(List<byte[]> first, Map<String, String> event) {
        List<byte[]> all = new ArrayList<>(first);
        event.forEach((name, value) -> {
            all.add(bytes(name));
            all.add(bytes(value));
        });
        return all;
    }

    private long run(Script script, List<String> keys, List<byte[]> arguments) {
        RedisFuture<Long> sent = script.send(redis, keys.toArray(String[]::new), arguments.toArray(byte[][]::new));
        try {
            Replies.await(sent, TIMEOUT);
        } catch (RedisException e) {
            // what is told as not done must not be sent again when the connection is back
            sent.cancel(true);
            throw e;
        }
        return Replies.value(sent);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
