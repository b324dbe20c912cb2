package io.quantum.governor.engine.tools.replay;

import io.quantum.governor.engine.record.archive.Archive;
import java.time.Instant;
import java.util.Optional;

/** The records of an archive. */
public final class ArchivedRecords implements Records {
    private final Archive archive;
    private final Optional<Instant> since;
    private final Optional<Instant> until;
    private final String title;
    private final long count;

    /**
     * @param since when the first ones were decided; empty for the beginning
     * @param until before which the last ones were decided; empty for now
     * @param title where the archive is, for people
     */
    public ArchivedRecords(Archive archive, Optional<Instant> since, Optional<Instant> until, String title) {
        this.archive = archive;
        this.since = since;
        this.until = until;
        this.title = title;
        this.count = archive.count(since, until);
    }

    @Override
    public void each(Taker taker) {
        archive.scan(since, until, record -> taker.take(record.sequence(), record.stored(), record.frame()));
    }

    @Override
    public void stop() {
        // it never waits for long
    }

    @Override
    public long about() {
        return count;
    }

    @Override
    public String title() {
        return title;
    }
}
