package io.quantum.governor.lab.demo;

import io.quantum.governor.engine.decide.disarm.ApplyConfig;
import io.quantum.governor.engine.decide.disarm.ApplyLayer;
import io.quantum.governor.engine.decide.disarm.RestartCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;

/** The executor's configuration file, as the governor disarms it and an operator re-arms it. */
final class Executor implements AutoCloseable {
    private static final String RESTART = "echo the executor restarts";

    private final Path directory;
    private final Path file;
    private final String mode;

    /** @param mode what the file sets in the beginning */
    Executor(String mode) {
        this.mode = mode;
        try {
            directory = Files.createTempDirectory("governor-demo-");
            file = Files.writeString(directory.resolve("apply-layer.env"), "APPLY_MODE=" + mode + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What tells the governor of it. */
    Map<String, String> variables() {
        return Map.of("APPLY_CONFIG_PATH", file.toString(), "GOV_DISARM_RESTART_CMD", RESTART);
    }

    /** An operator puts it back into the mode of the beginning. */
    void rearm(Clock clock) {
        try {
            new ApplyLayer(new ApplyConfig(file), new RestartCommand(RESTART)).switchTo(mode, clock.instant());
        } catch (IOException e) {
            throw new DemoFailure("the executor can't be re-armed: " + e.getMessage());
        } catch (InterruptedException e) {
            throw new EndOfDemo();
        }
    }

    String mode() {
        return mode;
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path left : files.toList()) {
                Files.delete(left);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
