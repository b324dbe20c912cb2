package io.quantum.governor.engine.decide.disarm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An executor's configuration file, and a restart command that writes a line for each time that it is called. */
public final class TestExecutor {
    private final Path directory;
    private final Path file;

    public TestExecutor(Path directory, String text) {
        this.directory = directory;
        this.file = directory.resolve("apply-layer.env");
        write(text);
    }

    /** The environment of a daemon that disarms this executor. */
    public Map<String, String> environment() {
        return Map.of(
                "APPLY_MODE", "production", "APPLY_CONFIG_PATH", file.toString(), "GOV_DISARM_RESTART_CMD", restart());
    }

    public Path file() {
        return file;
    }

    /** A command that notes each of its calls, and with which mode. */
    public String restart() {
        return "grep ^APPLY_MODE " + file + " >> " + directory.resolve("restarts") + "; env > "
                + directory.resolve("env") + "; echo restarted";
    }

    ApplyLayer layer() {
        return new ApplyLayer(new ApplyConfig(file), new RestartCommand(restart()));
    }

    public void write(String text) {
        try {
            Files.writeString(file, text, ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String text() {
        return read(file);
    }

    /** As new: nothing was backed up, nothing restarted. */
    void clear(String text) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(text);
    }

    /** A line for each restart. */
    public List<String> restarts() {
        Path log = directory.resolve("restarts");
        return Files.exists(log) ? read(log).lines().toList() : List.of();
    }

    /** The variables that the last restart saw. */
    public String seen() {
        return read(directory.resolve("env"));
    }

    /** The back-ups' texts. */
    public List<String> backups() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.getFileName().toString().matches("apply-layer\\.env\\.bak\\.[0-9]+"))
                    .map(TestExecutor::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
