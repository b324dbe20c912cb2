package io.quantum.governor.engine.record.archive;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Somebody with a SQLite file. */
final class SqliteTamperIT extends TamperContract {
    @TempDir
    private Path directory = Path.of("");

    @Override
    ArchiveUrl url() {
        return ArchiveUrl.ofFile(directory.resolve("audit.db"));
    }
}
