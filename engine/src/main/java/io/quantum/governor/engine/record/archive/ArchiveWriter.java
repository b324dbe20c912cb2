package io.quantum.governor.engine.record.archive;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.flywaydb.core.api.FlywayException;

/**
 * The archive, for appending; the database is made when it is not there. Any number of processes append to one chain: who
 * appends holds the lock of its end. For use by one thread.
 */
public final class ArchiveWriter implements AutoCloseable {
    private final ArchiveUrl url;
    private final HikariDataSource pool;
    private final ChainEnd chain = new ChainEnd();

    private ArchiveWriter(ArchiveUrl url, HikariDataSource pool) {
        this.url = url;
        this.pool = pool;
    }

    /**
     * Opens an archive, and makes it when it is not there.
     *
     * @throws ArchiveException when the database does not answer or is no archive
     */
    public static ArchiveWriter open(ArchiveUrl url) {
        try {
            ArchiveWriter writer = new ArchiveWriter(url, Databases.forWriting(url));
            writer.begin();
            return writer;
        } catch (FlywayException e) {
            throw new ArchiveException(url, e);
        }
    }

    /** A new archive gets a name of its own, once. */
    private void begin() {
        String name = UUID.randomUUID().toString();
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO head (one, archive, sequence, hash)"
                        + " VALUES (1, ?, 0, ?) ON CONFLICT (one) DO NOTHING")) {
            insert.setString(1, name);
            insert.setBytes(2, new Link().first(name));
            insert.executeUpdate();
        } catch (SQLException e) {
            close();
            throw new ArchiveException(url, e);
        }
    }

    /** The end of the chain, with the archive's own name. */
    public Head head() {
        try (Connection connection = pool.getConnection()) {
            return Head.read(connection);
        } catch (SQLException e) {
            throw new ArchiveException(url, e);
        }
    }

    /**
     * Appends what is not yet archived; all of it is on disk when this returns, or none of it is archived.
     *
     * @param entries read while the end of the chain is locked; may fail
     * @return how many were not yet archived
     * @throws ArchiveException when the database does not take them
     */
    public int append(Supplier<List<AuditEntry>> entries) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                int appended = chain.append(connection, entries);
                connection.commit();
                return appended;
            } catch (SQLException | RuntimeException e) {
                chain.forget();
                rollback(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw new ArchiveException(url, e);
        }
    }

    private static void rollback(Connection connection, Exception fault) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // a broken connection has rolled back by itself
            fault.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        chain.close();
        pool.close();
    }
}
