package io.quantum.governor.engine.record.archive;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantum.governor.engine.testing.TestPostgres;
import org.junit.jupiter.api.Test;

/** The archive in a PostgreSQL database. */
final class PostgresArchiveIT extends ArchiveContract {
    private final ArchiveUrl url = ArchiveUrl.of(TestPostgres.newDatabase());

    @Override
    ArchiveUrl url() {
        return url;
    }

    @Test
    void reading_makes_no_tables_that_are_not_there() {
        assertThatThrownBy(() -> Archive.open(url)).isInstanceOf(ArchiveException.class);
        assertThatThrownBy(() -> Archive.open(url)).hasMessageContaining("no archive yet");
    }

    @Test
    void a_password_is_never_told() {
        ArchiveUrl secret = ArchiveUrl.of("jdbc:postgresql://127.0.0.1:1/audit?user=auditor&password=hush%20hush");
        assertThatThrownBy(() -> Archive.open(secret))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("127.0.0.1")
                .hasMessageNotContaining("hush");
    }
}
