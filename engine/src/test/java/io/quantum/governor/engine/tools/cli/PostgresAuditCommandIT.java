package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.testing.TestPostgres;

/** Commands on an audit in a PostgreSQL database. */
final class PostgresAuditCommandIT extends AuditCommandContract {
    private final String url = TestPostgres.newDatabase();

    @Override
    String url() {
        return url;
    }
}
