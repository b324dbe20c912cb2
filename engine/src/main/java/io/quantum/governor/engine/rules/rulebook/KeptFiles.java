package io.quantum.governor.engine.rules.rulebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files of one kind in a directory that only this user writes.
 *
 * @param directory made when the first file is written
 * @param ending of the kind
 * @param most so many stay, the newest
 */
record KeptFiles(Path directory, String ending, int most) {

    /** The directory that the launcher names; elsewhere nothing is kept. */
    static Optional<Path> ofLauncher() {
        return Optional.ofNullable(System.getProperty("governor.rulebooks")).map(Path::of);
    }

    Path file(String key) {
        return directory.resolve(key + ending);
    }

    /**
     * Reads a file.
     *
     * @throws java.nio.file.NoSuchFileException when there is none
     * @throws IOException when it can't be read, or somebody else has written it
     */
    byte[] read(String key) throws IOException {
        String owner = Files.getOwner(file(key), LinkOption.NOFOLLOW_LINKS).getName();
        if (!owner.equals(System.getProperty("user.name"))) {
            throw new IOException("it belongs to " + owner);
        }
        return Files.readAllBytes(file(key));
    }

    /** Writes a file that only this user may read or write; nobody ever sees half of it. */
    void write(String key, byte[] content) throws IOException {
        Files.createDirectories(directory);
        Path unfinished = Files.createTempFile(directory, "", ending);
        try {
            Files.write(unfinished, content);
            Files.move(unfinished, file(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Takes all but the newest away. Others may write here and use files meanwhile: each is dated once. */
    void forgetOld() throws IOException {
        Map<Path, Long> dated = new HashMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(p -> p.toString().endsWith(ending))
                    .forEach(p -> dated.put(p, p.toFile().lastModified()));
        }
        List<Path> old = dated.entrySet().stream()
                .sorted(Map.Entry.<Path, Long>comparingByValue().reversed())
                .skip(most)
                .map(Map.Entry::getKey)
                .toList();
        for (Path file : old) {
            Files.deleteIfExists(file);
        }
    }
}
