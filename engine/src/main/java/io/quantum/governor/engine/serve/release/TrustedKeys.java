package io.quantum.governor.engine.serve.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys whose signatures count.
 *
 * @param byId at least one
 */
public record TrustedKeys(Map<String, TrustedKey> byId) {
    public TrustedKeys {
        byId = Map.copyOf(byId);
    }

    /**
     * Reads public keys.
     *
     * @param path a directory, of which every {@code *.pub} counts, or one file
     * @throws ReleaseException when there is none, or one can't be read
     */
    public static TrustedKeys read(Path path) {
        Map<String, TrustedKey> keys = new LinkedHashMap<>();
        for (Path file : files(path)) {
            TrustedKey key = KeyFiles.trusted(file);
            keys.put(key.id(), key);
        }
        if (keys.isEmpty()) {
            throw new ReleaseException(path + ": no public key (*.pub) here; put those of the people there who may"
                    + " release and approve");
        }
        return new TrustedKeys(keys);
    }

    private static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(f -> f.toString().endsWith(".pub")).sorted().toList();
        } catch (IOException e) {
            throw new ReleaseException(path + ": no readable directory of public keys, " + KeyFiles.why(e));
        }
    }

    Optional<TrustedKey> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** A key's owner for people; the id alone of a key that is not trusted. */
    public String nameOf(String id) {
        return find(id).map(TrustedKey::name).orElse(id);
    }
}
