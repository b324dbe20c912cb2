package io.quantum.governor.engine.record.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.quantum.governor.engine.base.process.FileFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/** Connects to the archive's database. */
final class Databases {
    private static final int BUSY_MILLIS = 10_000;
    private static final int CONNECT_SECONDS = 5;
    private static final int ANSWER_SECONDS = 60;
    private static final String SQLITE = "SQLite format 3\0";
    private static final int READERS = 4;
    private static final String FOLDER = "classpath:io/quantum/governor/engine/record/archive/migrations";

    private static final String NONE =
            "no archive yet; the daemon creates it where " + ArchiveUrl.VARIABLE + " or GOV_DATA_DIR says";

    private static final Set<MigrationState> NEWER =
            Set.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);

    private Databases() {}

    /** For appending; the database is made or brought up to date. */
    static HikariDataSource forWriting(ArchiveUrl url) {
        if (url.file().isPresent()) {
            makeFolder(url.file().get());
            refuseOther(url.file().get());
            DataSource source = sqlite(url, true);
            migrate(url, source, Map.of("long", "INTEGER", "bytes", "BLOB"));
            return pool(source, 1);
        }
        DataSource source = postgresql(url);
        migrate(url, source, Map.of("long", "BIGINT", "bytes", "BYTEA"));
        return pool(source, 1);
    }

    /** For reading; what is not there is not made. */
    static HikariDataSource forReading(ArchiveUrl url) {
        if (url.file().isPresent() && !Files.exists(url.file().get())) {
            throw new ArchiveException(url + ": " + NONE);
        }
        url.file().ifPresent(Databases::refuseOther);
        return pool(url.file().isPresent() ? sqlite(url, false) : postgresql(url), READERS);
    }

    /** Refuses a database in which no daemon has made an archive. */
    static void refuseEmpty(ArchiveUrl url, Connection connection) throws SQLException {
        try (ResultSet table = connection.getMetaData().getTables(null, null, "head", new String[] {"TABLE"})) {
            if (!table.next()) {
                throw new ArchiveException(url + ": " + NONE);
            }
        }
    }

    /** The driver says only that it has no connection, after a while. An empty file is a database without a table. */
    private static void refuseOther(Path file) {
        try {
            boolean database = !Files.exists(file)
                    || Files.size(file) == 0
                    || beginning(file).equals(SQLITE);
            if (!database) {
                throw new ArchiveException(file + ": no SQLite database; is " + ArchiveUrl.VARIABLE + " right?");
            }
        } catch (IOException e) {
            throw new ArchiveException(file + ": no file that can be read (" + e.getMessage() + "); is "
                    + ArchiveUrl.VARIABLE + " right?");
        }
    }

    private static String beginning(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(SQLITE.length()), US_ASCII);
        }
    }

    private static void makeFolder(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().normalize().getParent());
        } catch (IOException e) {
            throw new ArchiveException(
                    file + ": its directory can't be made (" + FileFault.words(e) + "); give another GOV_DATA_DIR");
        }
    }

    private static DataSource sqlite(ArchiveUrl url, boolean writing) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        if (writing) {
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            // a record leaves Redis when this database has it on disk
            config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
            config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        } else {
            config.resetOpenMode(SQLiteOpenMode.CREATE);
        }
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(url.secret());
        return source;
    }

    private static DataSource postgresql(ArchiveUrl url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setReWriteBatchedInserts(true);
        source.setApplicationName("governor");
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(ANSWER_SECONDS);
        source.setUrl(url.secret());
        return source;
    }

    private static void migrate(ArchiveUrl url, DataSource source, Map<String, String> words) {
        Flyway flyway = Flyway.configure()
                .dataSource(source)
                .locations(FOLDER)
                .placeholders(words)
                .load();
        if (Arrays.stream(flyway.info().all()).anyMatch(m -> NEWER.contains(m.getState()))) {
            throw new ArchiveException(
                    url + ": written by a newer governor; run that version, or name another archive by "
                            + ArchiveUrl.VARIABLE);
        }
        flyway.migrate();
    }

    private static HikariDataSource pool(DataSource source, int most) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setPoolName("archive");
        config.setMaximumPoolSize(most);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(CONNECT_SECONDS * 1000L);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }
}
