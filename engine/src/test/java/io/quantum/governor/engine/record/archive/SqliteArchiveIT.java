package io.quantum.governor.engine.record.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
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

    @Test
    void a_file_that_is_no_database_is_neither_read_nor_written() throws IOException {
        Path other = Files.writeString(directory.resolve("notes.txt"), "these are the notes of somebody");
        assertThatThrownBy(() -> Archive.open(ArchiveUrl.ofFile(other)))
                .isInstanceOf(ArchiveException.class)
                .hasMessage(other + ": no SQLite database; is GOV_AUDIT_URL right?");
        assertThatThrownBy(() -> ArchiveWriter.open(ArchiveUrl.ofFile(other)))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("no SQLite database");
        assertThat(other).hasContent("these are the notes of somebody");
        assertThatThrownBy(() -> Archive.open(ArchiveUrl.ofFile(directory)))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("no file that can be read");
        assertThatThrownBy(() -> Archive.open(ArchiveUrl.ofFile(Files.createFile(directory.resolve("empty.db")))))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("no archive there yet");
    }
}
