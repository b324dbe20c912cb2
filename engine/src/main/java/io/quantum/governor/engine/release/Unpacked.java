package io.quantum.governor.engine.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A rulebook's files in a directory of their own, readable for this user only and gone on {@link #close()}.
 *
 * @param directory a rulebook's directory as any other, with its tests
 */
public record Unpacked(Path directory) implements AutoCloseable {

    /** Writes the files. */
    public static Unpacked of(ReleaseFiles files) {
        try {
            Unpacked unpacked = new Unpacked(Files.createTempDirectory("governor-rulebook-"));
            files.writeTo(unpacked.directory());
            return unpacked;
        } catch (IOException e) {
            throw new UncheckedIOException("a release can't be unpacked: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder()).forEach(Unpacked::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
