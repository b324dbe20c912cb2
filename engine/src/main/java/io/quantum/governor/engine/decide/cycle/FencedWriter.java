package io.quantum.governor.engine.decide.cycle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.loaders.redis.RedisFault;
import io.quantum.governor.loaders.redis.Replies;
import io.quantum.governor.loaders.redis.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a cycle has worked out, in pipelined batches, each write by a script that looks at the lease: a daemon that
 * has lost it meanwhile can't write. For use by one thread, with a connection that is flushed by hand.
 */
public final class FencedWriter implements CycleWrites {
    private static final Logger LOG = LoggerFactory.getLogger(FencedWriter.class);
    private static final Script WRITE = new Script(FencedWriter.class, "write.lua");
    private static final byte[] ABOUT_ENTRIES = "1000".getBytes(UTF_8);
    private static final int AT_ONCE = 500;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final StatefulRedisConnection<String, byte[]> redis;
    private final Lease lease;

    public FencedWriter(StatefulRedisConnection<String, byte[]> redis, Lease lease) {
        this.redis = redis;
        this.lease = lease;
    }

    @Override
    public boolean holds() {
        return lease.hold();
    }

    @Override
    public Written write(List<FencedWrite> writes) {
        Set<String> failed = new HashSet<>();
        for (int from = 0; from < writes.size(); from += AT_ONCE) {
            try {
                Written some = writeSome(writes.subList(from, Math.min(writes.size(), from + AT_ONCE)));
                failed.addAll(some.failed());
                if (some.leaseLost()) {
                    return new Written(failed, true);
                }
            } catch (RedisException e) {
                LOG.warn("{} symbols could not be written: {}", writes.size() - from, RedisFault.words(e));
                writes.subList(from, writes.size()).forEach(write -> failed.add(write.hash()));
                return new Written(failed, false);
            }
        }
        return new Written(failed, false);
    }

    private Written writeSome(List<FencedWrite> writes) {
        // a Redis that was restarted, or that took over from another one, does not know the script
        RedisFuture<String> loaded = WRITE.load(redis);
        redis.flushCommands();
        Replies.await(loaded, TIMEOUT);
        String digest = Replies.value(loaded);
        List<RedisFuture<Long>> sent = new ArrayList<>(writes.size());
        for (FencedWrite write : writes) {
            String[] keys = {lease.key(), write.hash(), write.stream()};
            sent.add(Script.sendKnown(redis, digest, keys, arguments(write)));
        }
        redis.flushCommands();
        Replies.await(sent.get(sent.size() - 1), TIMEOUT);
        Set<String> failed = new HashSet<>();
        boolean lost = false;
        for (int i = 0; i < sent.size(); i++) {
            try {
                lost |= Replies.value(sent.get(i)) == 0;
            } catch (RedisException e) {
                // what is refused for one symbol is often refused for all
                if (failed.isEmpty()) {
                    LOG.warn(
                            "{} could not be written, and maybe others: {}",
                            writes.get(i).hash(),
                            RedisFault.words(e));
                }
                failed.add(writes.get(i).hash());
            }
        }
        return new Written(failed, lost);
    }

    private byte[][] arguments(FencedWrite write) {
        List<byte[]> words = new ArrayList<>();
        words.add(lease.owner());
        words.add(utf8(Long.toString(write.expiry().toSeconds())));
        words.add(ABOUT_ENTRIES);
        words.add(utf8(Integer.toString(write.fields().size() * 2)));
        add(write.fields(), words);
        add(write.entry(), words);
        return words.toArray(byte[][]::new);
    }

    private static void add(Map<String, String> fields, List<byte[]> words) {
        fields.forEach((name, value) -> {
            words.add(utf8(name));
            words.add(utf8(value));
        });
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
