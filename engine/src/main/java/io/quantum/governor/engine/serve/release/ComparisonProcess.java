package io.quantum.governor.engine.serve.release;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.base.process.ThisJava;
import io.quantum.governor.engine.tools.compare.RulebookDiff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares two releases by {@code governor diff}, in a process of its own that takes nothing from plans. */
final class ComparisonProcess {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int MOST_MEGABYTES = 512;

    private final Path keys;
    private volatile @Nullable Process process;
    private volatile boolean closed;

    /** @param keys the public keys whose releases count */
    ComparisonProcess(Path keys) {
        this.keys = keys;
    }

    /**
     * What the second in place of the first changes.
     *
     * @throws ReleaseException when that can't be found out, saying why
     */
    RulebookDiff compare(Release before, Release after) {
        try {
            Path directory = Files.createTempDirectory("governor-diff");
            try {
                return compare(before, after, directory);
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new ReleaseException("releases " + before.manifest().version() + " and "
                    + after.manifest().version() + " can't be compared here: " + e.getMessage()
                    + "; use the command line");
        }
    }

    private RulebookDiff compare(Release before, Release after, Path directory) throws IOException {
        Path told = directory.resolve("told");
        Path complaints = directory.resolve("complaints");
        Process running = new ProcessBuilder(command(
                        Files.write(directory.resolve("before"), before.toBytes()),
                        Files.write(directory.resolve("after"), after.toBytes())))
                .redirectOutput(told.toFile())
                .redirectError(complaints.toFile())
                .start();
        process = running;
        long begun = System.nanoTime();
        while (running.isAlive()) {
            if (closed || System.nanoTime() - begun > LONGEST.toNanos()) {
                running.destroyForcibly();
                throw new IOException("it took too long");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        if (running.exitValue() != 0) {
            throw new IOException(last(complaints));
        }
        return Json.MAPPER.readValue(told.toFile(), RulebookDiff.class);
    }

    private List<String> command(Path before, Path after) {
        List<String> command = new ArrayList<>(List.of("nice", "-n", "10"));
        command.addAll(ThisJava.running("diff", List.of("-Xmx" + MOST_MEGABYTES + "m", "-XX:+ExitOnOutOfMemoryError")));
        command.addAll(List.of(before.toString(), after.toString()));
        command.addAll(List.of("--keys", keys.toString(), "--format", "json"));
        return command;
    }

    private static String last(Path complaints) throws IOException {
        List<String> lines = Files.readAllLines(complaints);
        return lines.isEmpty() ? "it ended without a word" : lines.get(lines.size() - 1);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    /** Ends it, in the middle of its work too. */
    void close() {
        closed = true;
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }
}
