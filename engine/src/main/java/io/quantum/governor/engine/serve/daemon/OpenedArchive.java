package io.quantum.governor.engine.serve.daemon;

import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.ArchiveException;
import io.quantum.governor.engine.record.archive.ArchiveUrl;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The archive for all pages of a daemon. It is opened by the first who asks; the others need not wait for a database that is
 * away. Safe for use by many threads.
 */
final class OpenedArchive implements Supplier<Optional<Archive>>, AutoCloseable {
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final Optional<ArchiveUrl> url;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable Archive archive;
    private volatile String trouble = "";
    private volatile long failedNanos;

    /** @param url empty when records stay in Redis */
    OpenedArchive(Optional<ArchiveUrl> url) {
        this.url = url;
    }

    /**
     * The archive; empty when records stay in Redis.
     *
     * @throws ArchiveException when it can't be opened, or somebody is opening it
     */
    @Override
    public Optional<Archive> get() {
        if (url.isEmpty()) {
            return Optional.empty();
        }
        Archive open = archive;
        return Optional.of(open == null ? open(url.get()) : open);
    }

    private Archive open(ArchiveUrl there) {
        if (!trouble.isEmpty() && System.nanoTime() - failedNanos < BETWEEN_TRIES.toNanos()) {
            throw new ArchiveException(trouble);
        }
        if (!opening.tryLock()) {
            throw new ArchiveException("the archive is being opened; try again in a moment");
        }
        try {
            Archive open = archive;
            if (open == null) {
                open = Archive.open(there);
                archive = open;
            }
            return open;
        } catch (ArchiveException e) {
            trouble = String.valueOf(e.getMessage());
            failedNanos = System.nanoTime();
            throw e;
        } finally {
            opening.unlock();
        }
    }

    @Override
    public void close() {
        Archive open = archive;
        if (open != null) {
            open.close();
        }
    }
}
