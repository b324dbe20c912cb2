package io.quantum.governor.engine.record.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.testing.TestPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archiving into a PostgreSQL database. */
final class PostgresArchiverIT extends ArchiverContract {
    @TempDir
    private Path directory = Path.of("");

    private ArchiveUrl url = ArchiveUrl.of(TestPostgres.newDatabase());

    @Override
    ArchiveUrl url() {
        return url;
    }

    @Override
    ArchiveUrl another() {
        return ArchiveUrl.of(TestPostgres.newDatabase());
    }

    @Test
    void nothing_is_lost_when_the_server_is_restarted_under_load() throws Exception {
        int port = freePort();
        AtomicBoolean going = new AtomicBoolean(true);
        try (EmbeddedPostgres first = server(port)) {
            url = ArchiveUrl.of(first.getJdbcUrl("postgres", "postgres"));
        }
        try (Archiver archiver = archiver(url)) {
            CompletableFuture<Void> archiving = CompletableFuture.runAsync(() -> {
                while (going.get()) {
                    archiver.run();
                }
            });
            for (int restart = 0; restart < 2; restart++) {
                try (EmbeddedPostgres server = server(port)) {
                    assertThat(server.getPort()).isEqualTo(port);
                    for (int i = 0; i < 20; i++) {
                        publish(200);
                    }
                }
                publish(200);
            }
            try (EmbeddedPostgres last = server(port)) {
                assertThat(last.getPort()).isEqualTo(port);
                going.set(false);
                archiving.get(30, TimeUnit.SECONDS);
                archiver.run();
                assertThat(archiver.trouble()).isEmpty();
                assertAllArchivedOnce();
            }
        }
    }

    private EmbeddedPostgres server(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
