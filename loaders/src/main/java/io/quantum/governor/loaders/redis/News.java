package io.quantum.governor.loaders.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.push.PushMessage;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.GenericMapOutput;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What Redis tells of keys that one connection has read, on another one that brings plans: so news come before the plans that
 * were published after the change. An old Redis, a proxy or a missing right may refuse that service. Thread-safe.
 */
final class News {
    private static final String INVALIDATE = "invalidate";
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
    private static final Long RESP3 = 3L;
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(10);

    private final StatefulRedisConnection<String, byte[]> reading;
    private final StatefulRedisConnection<String, byte[]> telling;
    private final Consumer<String> changed;
    private final Runnable allChanged;
    private long connections;
    private boolean asked;
    private long askedNanos;
    private boolean tells;

    /** The number by which Redis knows the telling connection, until it is used. */
    private OptionalLong teller = OptionalLong.empty();

    /**
     * @param reading reads keys; flushed by hand
     * @param telling brings plans
     * @param changed is told of each key that has changed
     * @param allChanged is told when any key may have changed
     */
    News(
            StatefulRedisConnection<String, byte[]> reading,
            StatefulRedisConnection<String, byte[]> telling,
            Consumer<String> changed,
            Runnable allChanged) {
        this.reading = reading;
        this.telling = telling;
        this.changed = changed;
        this.allChanged = allChanged;
    }

    /** Begins to listen. */
    void listen() {
        telling.addListener(this::pushed);
        RedisConnectionStateListener loss = new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
                disconnected();
            }
        };
        reading.addListener(loss);
        telling.addListener(loss);
    }

    /**
     * Asks Redis to tell, once for each time that the connections are made; when it does not want to, again after a while.
     * Called by whoever flushes the reading connection next, since a flush by another thread could overtake commands. No
     * lock is held while the client is called: it has one of its own, which it holds while it says that a connection is lost.
     */
    void ask() {
        long then;
        OptionalLong known;
        synchronized (this) {
            known = teller;
            teller = OptionalLong.empty();
            if (known.isEmpty()) {
                if (asked && (tells || System.nanoTime() - askedNanos < BETWEEN_QUESTIONS.toNanos())) {
                    return;
                }
                asked = true;
                askedNanos = System.nanoTime();
            }
            then = connections;
        }
        if (known.isPresent()) {
            redirect(known.getAsLong(), then);
        } else {
            askForTeller(then);
        }
    }

    private void askForTeller(long then) {
        GenericMapOutput<String, byte[]> itself = new GenericMapOutput<>(CODEC);
        telling.async().<Map<String, Object>>dispatch(CommandType.HELLO, itself).whenComplete((said, refused) -> {
            // by the older protocol news would get lost on their way
            if (refused == null && said.get("id") instanceof Long id && RESP3.equals(said.get("proto"))) {
                known(then, id);
            }
        });
    }

    private synchronized void known(long then, long id) {
        if (then == connections) {
            teller = OptionalLong.of(id);
        }
    }

    private void redirect(long id, long then) {
        TrackingArgs tracking = TrackingArgs.Builder.enabled().redirect(id).optin();
        reading.async().clientTracking(tracking).whenComplete((ok, refused) -> begun(then, refused == null));
    }

    private synchronized void begun(long then, boolean willTell) {
        if (then == connections) {
            tells = willTell;
        }
    }

    /** Which connections tell by now; empty when none do. Others do after one was lost. */
    synchronized OptionalLong tellers() {
        return tells ? OptionalLong.of(connections) : OptionalLong.empty();
    }

    private void disconnected() {
        synchronized (this) {
            connections++;
            asked = false;
            tells = false;
            teller = OptionalLong.empty();
        }
        allChanged.run();
    }

    private void pushed(PushMessage message) {
        if (message.getType().equals(INVALIDATE)) {
            List<Object> content = message.getContent(StringCodec.UTF8::decodeKey);
            // a list of keys, or nothing when all are gone
            if (content.get(content.size() - 1) instanceof List<?> keys) {
                keys.forEach(key -> changed.accept(String.valueOf(key)));
            } else {
                allChanged.run();
            }
        }
    }
}
