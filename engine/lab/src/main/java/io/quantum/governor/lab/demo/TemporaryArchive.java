package io.quantum.governor.lab.demo;

import io.quantum.governor.engine.record.archive.ArchiveUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * An archive that is there for as long as the demo plays.
 *
 * @param directory of its own
 */
record TemporaryArchive(Path directory) implements AutoCloseable {

    static TemporaryArchive make() {
        try {
            return new TemporaryArchive(Files.createTempDirectory("governor-demo"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ArchiveUrl url() {
        return ArchiveUrl.ofFile(directory.resolve("audit.db").toAbsolutePath());
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
