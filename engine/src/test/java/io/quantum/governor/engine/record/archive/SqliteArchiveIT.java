package io.quantum.governor.engine.record.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
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
                .hasMessageContaining("no archive yet");
        assertThat(directory.resolve("deeper")).doesNotExist();
    }

    @Test
    void what_a_newer_governor_has_written_is_left_alone() throws SQLException {
        ArchiveWriter.open(url()).close();
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("deeper/audit.db"));
                Statement newer = database.createStatement()) {
            newer.execute(
                    "INSERT INTO flyway_schema_history SELECT 99, '99', 'of tomorrow', type, 'V99__of_tomorrow.sql', 1,"
                            + " installed_by, installed_on, execution_time, success FROM flyway_schema_history LIMIT 1");
        }
        assertThatThrownBy(() -> ArchiveWriter.open(url()))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("written by a newer governor; run that version");
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
                .hasMessageContaining("no archive yet");
    }
}
