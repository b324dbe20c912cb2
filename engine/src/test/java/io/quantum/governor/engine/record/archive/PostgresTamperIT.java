package io.quantum.governor.engine.record.archive;

import io.quantum.governor.engine.testing.TestPostgres;

/** Somebody with a PostgreSQL database. */
final class PostgresTamperIT extends TamperContract {
    private final ArchiveUrl url = ArchiveUrl.of(TestPostgres.newDatabase());

    @Override
    ArchiveUrl url() {
        return url;
    }
}
