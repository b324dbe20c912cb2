package io.quantum.governor.engine.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive in a SQLite file. */
final class SqliteArchiveIT extends ArchiveContract {
    @TempDir
    private Path directory = Path.of("");

    @Override
    ArchiveUrl url() {
        return ArchiveUrl.ofFile(directory.resolve("deeper/audit.db"));
    }

    @Test
    void reading_makes_no_database_that_is_not_there() {
        assertThatThrownBy(() -> Archive.open(url()))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("no archive there yet");
        assertThat(directory.resolve("deeper")).doesNotExist();
    }
}
