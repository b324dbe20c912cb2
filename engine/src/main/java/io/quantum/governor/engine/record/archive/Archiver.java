package io.quantum.governor.engine.record.archive;

import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.redis.RedisFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves audit records from Redis to the archive: they leave Redis when they are on disk there, and not before. Any number
 * of daemons do so at once. What can't be done is told and tried again. For use by one thread.
 */
public final class Archiver implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Archiver.class);

    /** Some twenty megabytes of Redis. */
    private static final long MOST_WAITING = 10_000;

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ArchiveUrl url;
    private final Supplier<StatefulRedisConnection<String, byte[]>> redis;
    private final BooleanSupplier plansPileUp;
    private Optional<AuditStream> stream = Optional.empty();
    private Optional<ArchiveWriter> writer = Optional.empty();
    private volatile String trouble = "";
    private volatile boolean open = true;
    private final Lock atWork = new ReentrantLock();

    /** A mover of records, which connects to nothing yet. */
    public Archiver(ArchiveUrl url, Supplier<StatefulRedisConnection<String, byte[]>> redis) {
        this(url, redis, () -> false);
    }

    /** @param plansPileUp while it says so, records wait in Redis, as long as they are not too many */
    public Archiver(
            ArchiveUrl url, Supplier<StatefulRedisConnection<String, byte[]>> redis, BooleanSupplier plansPileUp) {
        this.url = url;
        this.redis = redis;
        this.plansPileUp = plansPileUp;
    }

    /** Moves what there is; to be called again and again. */
    @Override
    @SuppressWarnings("IllegalCatch") // whatever it is, records wait in Redis and somebody must be told
    public void run() {
        atWork.lock();
        try {
            boolean more = open;
            while (more) {
                more = move() && open;
            }
            told("");
        } catch (RuntimeException e) {
            told(RedisFault.words(e));
        } finally {
            atWork.unlock();
        }
    }

    /** Why records wait in Redis; empty when they do not. Safe for use by many threads. */
    public String trouble() {
        return trouble;
    }

    private boolean move() {
        AuditStream from = stream.orElseGet(() -> new AuditStream(redis.get()));
        stream = Optional.of(from);
        ArchiveWriter to = writer.orElseGet(() -> ArchiveWriter.open(url));
        writer = Optional.of(to);
        long records = from.length();
        if (records == 0) {
            from.forgetFrames();
        }
        if (records == 0 || (records < MOST_WAITING && plansPileUp.getAsBoolean())) {
            return false;
        }
        refuseAnother(from, to.head().archive());
        List<AuditEntry> taken = new ArrayList<>();
        to.append(() -> {
            taken.addAll(from.read());
            return taken;
        });
        from.remove(taken);
        return true;
    }

    /** Records in two archives would be two chains with gaps, and neither could prove anything. */
    private void refuseAnother(AuditStream from, String archive) {
        String theirs = from.archive(archive + " " + url);
        if (!theirs.startsWith(archive)) {
            throw new ArchiveException("the audit of this Redis belongs to the archive " + theirs + ", and " + url
                    + " is another one, " + archive + "; give every daemon the same " + ArchiveUrl.VARIABLE
                    + ", or, if that archive is given up, DEL " + AuditStream.ARCHIVE + " " + Keys.FRAMES);
        }
    }

    private void told(String now) {
        if (!now.equals(trouble)) {
            if (now.isEmpty()) {
                LOG.info("audit records are archived again at {}", url);
            } else {
                LOG.warn("audit records wait in Redis: {}", now);
            }
        }
        trouble = now;
    }

    @Override
    public void close() {
        open = false;
        try {
            // a batch under way is soon done; if not, its transaction ends with the connection
            if (atWork.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                atWork.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writer.ifPresent(ArchiveWriter::close);
    }
}
