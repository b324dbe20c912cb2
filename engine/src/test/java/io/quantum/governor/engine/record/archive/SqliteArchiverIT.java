package io.quantum.governor.engine.record.archive;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Archiving into a SQLite file. */
final class SqliteArchiverIT extends ArchiverContract {
    @TempDir
    private Path directory = Path.of("");

    @Override
    ArchiveUrl url() {
        return ArchiveUrl.ofFile(directory.resolve("audit.db"));
    }

    @Override
    ArchiveUrl another() {
        return ArchiveUrl.ofFile(directory.resolve("another.db"));
    }
}
