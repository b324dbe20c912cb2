package io.quantum.governor.engine.decide.disarm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.SetArgs;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.process.DaemonId;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.record.audit.Deeds;
import io.quantum.governor.loaders.redis.Kept;
import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.redis.Replies;
import io.quantum.governor.loaders.redis.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Disarms in Redis, so that any daemon goes on where another one has died, and only one says that it is done. Every method
 * fails with a {@link io.lettuce.core.RedisException} when Redis does not answer, or a key holds another type. Has a
 * connection of its own.
 */
final class DisarmStore {
    private static final Script TAKE = new Script(DisarmStore.class, "take.lua");
    private static final Script FINISH = new Script(DisarmStore.class, "finish.lua");
    private static final Script FAIL = new Script(DisarmStore.class, "fail.lua");
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration KEPT = Duration.ofDays(1);
    private static final Duration WORK_KEPT = Duration.ofDays(2);
    private static final int MOST_ERRORS = (int) Kept.ERRORS.most();

    private final StatefulRedisConnection<String, byte[]> redis;
    private final Deeds deeds;
    private final String owner;
    private final String events;
    private final Duration lease;
    private final Duration pause;

    /**
     * @param redis flushed by itself
     * @param owner differs from every other daemon's
     * @param events the stream of events
     * @param lease so long a daemon that says nothing is waited for
     * @param pause so long a disarm that has failed is not tried again
     */
    DisarmStore(
            StatefulRedisConnection<String, byte[]> redis,
            String owner,
            String events,
            Duration lease,
            Duration pause) {
        this.redis = redis;
        this.deeds = new Deeds(redis, events);
        this.owner = owner;
        this.events = events;
        this.lease = lease;
        this.pause = pause;
        redis.setTimeout(TIMEOUT);
    }

    /** How things stand on this day. */
    DisarmState state(LocalDate today) {
        return DisarmState.read(redis, today);
    }

    /** Rules want this disarm; one that is wanted already stays. */
    void want(DisarmRequest request) {
        redis.sync().set(DisarmKeys.WANTED, request.json(), SetArgs.Builder.nx().ex(KEPT));
    }

    /** Throws away what nobody understands. */
    void forget() {
        redis.sync().del(DisarmKeys.WANTED, DisarmKeys.WORK);
    }

    /** Takes a disarm on, or keeps it; whether it is this daemon's to carry out. */
    boolean take(DisarmRequest request) {
        return run(
                TAKE,
                List.of(DisarmKeys.WANTED, DisarmKeys.WORK, DisarmKeys.LEASE, DisarmKeys.ofDay(request.day())),
                List.of(owner, millis(lease), text(request), seconds(WORK_KEPT)));
    }

    /** It is carried out; whether it was this daemon who did it. Telling it again is harmless. */
    boolean finish(DisarmRequest request, Deed deed, Instant now) {
        List<String> arguments = new ArrayList<>(List.of(owner, text(request), seconds(KEPT), text(deed)));
        arguments.addAll(DisarmEvents.done(request, now));
        return run(
                FINISH,
                List.of(
                        DisarmKeys.WANTED,
                        DisarmKeys.WORK,
                        DisarmKeys.LEASE,
                        DisarmKeys.ofDay(request.day()),
                        events,
                        Keys.EVALUATION_ERRORS,
                        Keys.AUDIT),
                arguments);
    }

    /** It has failed. Telling it again is harmless. */
    void fail(DisarmRequest request, String why, Deed deed, Instant now) {
        List<String> arguments = new ArrayList<>(
                List.of(owner, text(request), millis(pause), why, Long.toString(now.getEpochSecond()), text(deed)));
        arguments.addAll(DisarmEvents.failed(request, why, owner, now));
        run(FAIL, List.of(DisarmKeys.WORK, DisarmKeys.LEASE, events, Keys.AUDIT), arguments);
    }

    /** The executor's file is about to set this mode, or sets it after all: no stranger's doing. */
    void expectMode(Path file, String mode) {
        deeds.expect(Deeds.applyMode(DaemonId.host(), file), mode);
    }

    /** By what the daemon is called. */
    String owner() {
        return owner;
    }

    /** The id of the newest evaluation error; empty when there is none. */
    String newestError() {
        return redis.sync().xrevrange(Keys.EVALUATION_ERRORS, Range.unbounded(), Limit.from(1)).stream()
                .map(StreamMessage::getId)
                .findFirst()
                .orElse("");
    }

    /** Seconds since each of the newest evaluation errors, of all daemons. */
    List<Double> errorAges(Instant now) {
        return redis.sync().xrevrange(Keys.EVALUATION_ERRORS, Range.unbounded(), Limit.from(MOST_ERRORS)).stream()
                .map(error -> Long.parseLong(error.getId().split("-", 2)[0]))
                .map(millis ->
                        Duration.between(Instant.ofEpochMilli(millis), now).toMillis() / 1e3)
                .toList();
    }

    private boolean run(Script script, List<String> keys, List<String> arguments) {
        var sent = script.send(
                redis,
                keys.toArray(String[]::new),
                arguments.stream().map(a -> a.getBytes(UTF_8)).toArray(byte[][]::new));
        Replies.await(sent, TIMEOUT);
        return Replies.value(sent) == 1;
    }

    private static String text(DisarmRequest request) {
        return new String(request.json(), UTF_8);
    }

    private static String text(Deed deed) {
        return new String(deed.json(), UTF_8);
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    private static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
    }
}
