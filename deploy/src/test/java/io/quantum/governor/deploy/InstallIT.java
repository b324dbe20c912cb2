package io.quantum.governor.deploy;

import static io.quantum.governor.deploy.Commands.command;
import static io.quantum.governor.deploy.Commands.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quantum.governor.loaders.sandbox.BundledRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;

/** The package, unpacked and installed into a directory of its own, without Maven and without root. */
class InstallIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Path directory;
    private Path unpacked;
    private Path root;

    @BeforeEach
    void unpack(@TempDir Path into) throws Exception {
        directory = into;
        run(
                Map.of(),
                "tar",
                "-xzf",
                Objects.requireNonNull(System.getProperty("governor.package")),
                "-C",
                directory.toString());
        try (Stream<Path> files = Files.list(directory)) {
            unpacked = files.findFirst().orElseThrow();
        }
        root = Files.createDirectory(directory.resolve("root"));
    }

    @Test
    void whatWouldBeDoneIsToldAndNotDone() throws Exception {
        String told = install("--check");

        assertThat(told).contains("copy version ", "write " + root + "/etc/quantum/governor.env");
        assertThat(filesBelow(root)).isEmpty();
    }

    @Test
    void installedTwiceItChangesNothingAndKeepsSettings() throws Exception {
        install();
        Path settings = root.resolve("etc/quantum/governor.env");
        Files.writeString(settings, "GOV_MAX_EXEC_PER_HOUR=2\n");

        String second = install();

        assertThat(second).doesNotContain("write", "copy", "point");
        assertThat(settings).hasContent("GOV_MAX_EXEC_PER_HOUR=2");
    }

    @Test
    void anotherVersionIsOneLinkAwayAndSoIsTheOneBefore() throws Exception {
        install();
        Path newer = Files.move(unpacked, directory.resolve("newer"));
        try (Stream<Path> jars = Files.list(newer.resolve("lib/daemon"))) {
            Path engine = jars.filter(jar -> jar.getFileName().toString().startsWith("governor-engine-"))
                    .findFirst()
                    .orElseThrow();
            Files.move(engine, engine.resolveSibling("governor-engine-9.9.9.jar"));
        }

        String told = run(Map.of(), newer + "/deploy/install.sh", "--root", root.toString());

        Path link = root.resolve("opt/quantum/governor");
        assertThat(Files.readSymbolicLink(link)).hasToString("governor-versions/9.9.9");
        String back = told.lines()
                .filter(line -> line.startsWith("back: "))
                .findFirst()
                .orElseThrow();
        run(Map.of(), "sh", "-c", back.substring("back: ".length()));
        assertThat(told).contains("point " + link + " to version 9.9.9").doesNotContain("note: ", "next: ");
        assertThat(Files.readSymbolicLink(link))
                .hasToString("governor-versions/"
                        + unpacked.getFileName().toString().substring("quantum-governor-".length()));
    }

    /** Nothing is installed of what is not whole. */
    @Test
    void halfAPackageIsRefused() throws Exception {
        Path engine;
        try (Stream<Path> jars = Files.list(unpacked.resolve("lib/daemon"))) {
            engine = jars.filter(jar -> jar.getFileName().toString().startsWith("governor-engine-"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.delete(engine);
        Commands.Ended installed = Commands.end(Map.of(), unpacked + "/deploy/install.sh", "--root", root.toString());
        assertThat(installed.code()).isEqualTo(1);
        assertThat(installed.output()).contains("so this is half a package; unpack it again");
        assertThat(filesBelow(root)).isEmpty();
        Commands.Ended started = Commands.end(Map.of(), unpacked + "/bin/governor", "status");
        assertThat(started.code()).isEqualTo(1);
        assertThat(started.output()).contains("missing, so this is half an installation; install the package again");
    }

    @Test
    void uninstallingKeepsSettingsAndPurgingLeavesNothing() throws Exception {
        install();
        Path archive = Files.createDirectories(root.resolve("var/lib/quantum/governor"))
                .resolve("audit.db");
        Files.writeString(archive, "records");

        install("--uninstall");

        assertThat(filesBelow(root))
                .containsExactlyInAnyOrder(
                        archive,
                        root.resolve("etc/quantum/governor.env"),
                        root.resolve("etc/quantum/portfolio-risk-governor.env"),
                        root.resolve("etc/quantum/allocation-target.env"));
        install("--purge");
        assertThat(filesBelow(root)).isEmpty();
    }

    /** As the unit starts it, with a stand-in for systemd-notify that writes down what it is told. */
    @Test
    void whatIsInstalledDecidesAndTellsSystemd() throws Exception {
        install();
        Path told = directory.resolve("told");
        Path notify = Files.createDirectory(directory.resolve("bin")).resolve("systemd-notify");
        Files.writeString(notify, "#!/bin/sh\necho \"$@\" >>" + told + "\n");
        Files.setPosixFilePermissions(notify, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (BundledRedis redis = BundledRedis.start();
                RedisClient client = RedisClient.create(redis.uri())) {
            Map<String, String> environment = Map.of(
                    "PATH",
                    notify.getParent() + ":" + System.getenv("PATH"),
                    "NOTIFY_SOCKET",
                    "/nowhere",
                    "REDIS_URL",
                    redis.uri(),
                    "GOV_DATA_DIR",
                    directory.toString(),
                    "CACHE_DIRECTORY",
                    directory.toString(),
                    "METRICS_PORT",
                    "0",
                    "BUDGET_PORT",
                    "0",
                    "ALLOCATION_PORT",
                    "0");
            Process daemon = command(environment, root + "/opt/quantum/governor/bin/governor", "run")
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            try {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(told).content().contains("READY=1"));
                client.xadd(
                        "quantum:stream:apply.plan",
                        StreamEntryID.NEW_ENTRY,
                        Map.of("plan_id", "p-1", "symbol", "BTCUSDT", "action", "PARTIAL_25", "decision", "EXECUTE"));
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(client.exists("quantum:governor:block:p-1")
                                        || client.exists("quantum:permit:p-1"))
                                .isTrue());
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(told).content().contains("WATCHDOG=1"));
            } finally {
                daemon.destroy();
                daemon.waitFor();
            }
            assertThat(told).content().endsWith("STOPPING=1\n");
        }
    }

    private String install(String... options) throws Exception {
        List<String> line = new ArrayList<>(List.of(unpacked + "/deploy/install.sh", "--root", root.toString()));
        line.addAll(List.of(options));
        return run(Map.of(), line.toArray(String[]::new));
    }

    private static List<Path> filesBelow(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> !Files.isDirectory(file)).toList();
        }
    }
}
