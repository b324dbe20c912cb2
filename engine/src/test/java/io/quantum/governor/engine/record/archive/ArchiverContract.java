package io.quantum.governor.engine.record.archive;

import static io.quantum.governor.engine.record.archive.TestRecords.decision;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.sandbox.BundledRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What archivers do with a real Redis, whatever the archive's database is. */
abstract class ArchiverContract {
    private static BundledRedis server;
    private static RedisClient client;
    private static StatefulRedisConnection<String, byte[]> redis;

    /** Each kills three; more of them take a while: {@code -Darchiver.rounds=20}. */
    private static final int ROUNDS = Integer.getInteger("archiver.rounds", 1);

    private int published;

    /** An empty database. */
    abstract ArchiveUrl url();

    /** Another empty database. */
    abstract ArchiveUrl another();

    @BeforeAll
    static void start() {
        server = BundledRedis.start();
        client = RedisClient.create(server.uri());
        redis = client.connect(PlanLoops.CODEC);
    }

    @AfterAll
    static void end() {
        client.shutdown();
        server.close();
    }

    @BeforeEach
    void empty() {
        redis.sync().flushdb();
    }

    @Test
    void records_leave_redis_when_they_are_archived() {
        publish(2500);

        try (Archiver archiver = archiver(url())) {
            archiver.run();
            assertThat(archiver.trouble()).isEmpty();
        }

        assertAllArchivedOnce();
    }

    @Test
    void what_an_archiver_had_no_time_to_take_out_of_redis_is_not_archived_again() {
        publish(700);
        try (ArchiveWriter writer = ArchiveWriter.open(url())) {
            // as one that was killed after its commit leaves it
            writer.append(() -> new AuditStream(redis).read().subList(0, 300));
        }

        try (Archiver archiver = archiver(url())) {
            archiver.run();
        }

        assertAllArchivedOnce();
    }

    @Test
    void records_wait_while_plans_pile_up() {
        publish(3);
        AtomicBoolean pile = new AtomicBoolean(true);
        try (Archiver archiver = new Archiver(url(), () -> client.connect(PlanLoops.CODEC), pile::get)) {
            archiver.run();
            assertThat(redis.sync().xlen(Keys.AUDIT)).isEqualTo(3);
            pile.set(false);
            archiver.run();
        }
        assertAllArchivedOnce();
    }

    @Test
    void several_archivers_make_one_chain() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<Archiver> archivers = List.of(archiver(url()), archiver(url()), archiver(url()));
        List<Future<?>> rounds = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            publish(300);
            archivers.forEach(archiver -> rounds.add(threads.submit(archiver)));
        }
        for (Future<?> round : rounds) {
            round.get(30, TimeUnit.SECONDS);
        }
        threads.shutdown();
        archivers.get(0).run();
        assertThat(archivers)
                .allSatisfy(archiver -> assertThat(archiver.trouble()).isEmpty());
        archivers.forEach(Archiver::close);

        assertAllArchivedOnce();
    }

    @Test
    void archivers_that_are_killed_at_any_point_leave_no_gap_and_no_duplicate() throws Exception {
        Random random = new Random();
        for (int round = 0; round < ROUNDS; round++) {
            List<Process> killed = List.of(process(), process(), process());
            for (Process process : killed) {
                assertThat(process.inputReader().readLine()).isEqualTo("ready");
            }
            for (Process process : killed) {
                publish(2000);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(150));
                process.destroyForcibly().waitFor();
            }
        }
        try (Archiver archiver = archiver(url())) {
            archiver.run();
        }

        assertAllArchivedOnce();
    }

    @Test
    void a_second_archive_gets_nothing_of_the_same_redis() {
        publish(10);
        try (Archiver archiver = archiver(url())) {
            archiver.run();
        }
        publish(10);

        try (Archiver other = archiver(another())) {
            other.run();
            assertThat(other.trouble()).contains("belongs to the archive", "is another one", "GOV_AUDIT_URL");
        }

        assertThat(redis.sync().xlen(Keys.AUDIT)).isEqualTo(10);
    }

    @Test
    void what_somebody_else_has_put_into_the_stream_is_archived_too() {
        redis.sync().xadd(Keys.AUDIT, Map.of("field", new byte[] {1, 2}));
        redis.sync().xadd(Keys.AUDIT, Map.of("json", new byte[3 << 20]));
        published = 2;

        try (Archiver archiver = archiver(url())) {
            archiver.run();
            assertThat(archiver.trouble()).isEmpty();
        }

        assertAllArchivedOnce();
    }

    /** A process that archives until it is killed. */
    private Process process() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ArchiverProcess.class.getName(),
                        server.uri(),
                        url().secret())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    Archiver archiver(ArchiveUrl url) {
        return new Archiver(url, () -> client.connect(PlanLoops.CODEC));
    }

    void publish(int records) {
        redis.setAutoFlushCommands(false);
        for (int i = 0; i < records; i++) {
            published++;
            byte[] json = decision("p" + published, "BTCUSDT", "PERMIT", "", published);
            var unused = redis.async().xadd(Keys.AUDIT, Map.of("json", json));
        }
        redis.flushCommands();
        redis.setAutoFlushCommands(true);
        redis.sync().ping();
    }

    /** Everything that was ever published is in the archive, in its order, once, and nothing is left in Redis. */
    void assertAllArchivedOnce() {
        assertThat(redis.sync().xlen(Keys.AUDIT)).isZero();
        try (Archive archive = Archive.open(url())) {
            assertThat(archive.verify(Optional.empty(), done -> {}).fault()).isEmpty();
            assertThat(archive.head().sequence()).isEqualTo(published);
            List<String> plans = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            archive.scanRows(Optional.empty(), Optional.empty(), row -> {
                expected.add(row.planId().isEmpty() ? "" : "p" + row.sequence());
                return plans.add(row.planId());
            });
            assertThat(plans).isEqualTo(expected);
        }
    }
}
