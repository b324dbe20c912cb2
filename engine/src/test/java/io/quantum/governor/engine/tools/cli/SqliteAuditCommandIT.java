package io.quantum.governor.engine.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.testing.GovernorProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on an audit in a SQLite file. */
final class SqliteAuditCommandIT extends AuditCommandContract {
    @TempDir
    private Path data = Path.of("");

    @Override
    String url() {
        return "jdbc:sqlite:" + data.resolve("audit.db");
    }

    @Test
    void an_archive_that_is_not_there_is_told_and_not_made() {
        try (GovernorProcess search =
                GovernorProcess.command(Map.of("GOV_DATA_DIR", data.toString()), "audit", "search")) {
            assertThat(search.awaitExit()).isEqualTo(1);
            assertThat(search.output()).contains("audit.db: no archive yet");
        }
        assertThat(data).isEmptyDirectory();
    }
}
