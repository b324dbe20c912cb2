package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.base.process.ThisJava;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The classes that a start loads, read and checked beforehand, in a file that this Java maps into memory. Java passes over a
 * file that was made by another Java or of other jars.
 *
 * @param file where the launcher looks for it
 */
record ClassArchive(Path file) {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    /** Where the launcher says; empty when nothing was started by it. */
    static Optional<ClassArchive> ofLauncher() {
        return Optional.ofNullable(System.getProperty("governor.archive")).map(file -> new ClassArchive(Path.of(file)));
    }

    /**
     * Makes it: a daemon without a Redis tells what it loads until it would decide.
     *
     * @param rules the rulebook of that daemon, which is ready
     * @throws IOException with what a process said that failed
     */
    void make(Path rules) throws IOException {
        Path work = Files.createTempDirectory("governor-archive-");
        Path classes = work.resolve("classes");
        Path said = work.resolve("said");
        // beside it, so that nobody ever maps half of it
        Path made = file.resolveSibling(file.getFileName() + ".new");
        try {
            list(rules, classes, said);
            run(
                    ThisJava.with(List.of(
                            "-Xshare:dump", "-XX:SharedClassListFile=" + classes, "-XX:SharedArchiveFile=" + made)),
                    said);
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            for (Path left : List.of(classes, said, made, work)) {
                Files.deleteIfExists(left);
            }
        }
    }

    private static void list(Path rules, Path classes, Path said) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(ThisJava.running("run", List.of("-XX:DumpLoadedClassList=" + classes)));
        builder.environment().keySet().removeIf(name -> name.matches("(GOV|REDIS|BINANCE|APPLY|STREAM)_.*"));
        builder.environment()
                .putAll(Map.of(
                        "GOV_RULES_DIR", rules.toString(),
                        "GOV_AUDIT_URL", "off",
                        "REDIS_URL", "redis://127.0.0.1:" + nobodysPort(),
                        "METRICS_PORT", "0",
                        "BUDGET_PORT", "0",
                        "ALLOCATION_PORT", "0"));
        Process daemon =
                builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        Thread atExit = new Thread(daemon::destroyForcibly, "archive-at-exit");
        Runtime.getRuntime().addShutdownHook(atExit);
        boolean started = false;
        try {
            long begun = System.nanoTime();
            while (!started && daemon.isAlive() && System.nanoTime() - begun < LONGEST.toNanos()) {
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
                started = Files.readString(said).contains("governor started");
            }
        } finally {
            daemon.destroy();
        }
        await(daemon, said);
        Runtime.getRuntime().removeShutdownHook(atExit);
        if (!started) {
            throw new IOException("a daemon could not be started to see what it loads: " + Files.readString(said));
        }
    }

    private static void run(List<String> command, Path said) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (await(process, said) != 0) {
            throw new IOException(Files.readString(said));
        }
    }

    private static int await(Process process, Path said) throws IOException {
        try {
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("it took too long; " + Files.readString(said));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IOException("interrupted", e);
        }
    }

    private static int nobodysPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
