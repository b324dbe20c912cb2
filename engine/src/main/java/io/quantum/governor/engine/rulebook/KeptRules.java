package io.quantum.governor.engine.rulebook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.drools.model.Model;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of compiled rule files, so that the next start need not compile what has not changed. Whatever is wrong
 * with it, the rules are compiled as if it were not there.
 *
 * <p>A file is code, and it decides: whoever may write to the directory as this user may decide.
 */
public final class KeptRules {
    private static final Logger LOG = LoggerFactory.getLogger(KeptRules.class);
    private static final String ENDING = ".rules";
    private static final int SHA_BYTES = 32;
    private static final int MOST_FILES = 200;

    private final Path directory;

    /**
     * Looks at nothing yet.
     *
     * @param directory made when the first file is kept
     */
    public KeptRules(Path directory) {
        this.directory = directory;
    }

    /** Where the launcher says; elsewhere nothing is kept. */
    static Optional<KeptRules> ofLauncher() {
        return Optional.ofNullable(System.getProperty("governor.rulebooks")).map(kept -> new KeptRules(Path.of(kept)));
    }

    /** The rules that are kept of a file; none when there are none, or they are not to be trusted. */
    Optional<Model> load(RuleFile rules) {
        try {
            return load(RuleFileKey.of(rules));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<Model> load(String key) {
        Path file = file(key);
        try {
            Model model = RuleClasses.read(checked(key, file)).load();
            // what is used stays, however many others are tried meanwhile
            Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
            return Optional.of(model);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.warn(
                    "{} is not used and the rules are compiled anew: {}; if this comes again, delete it",
                    file,
                    e.toString());
            return Optional.empty();
        }
    }

    /** The classes in a file, which nobody else has written and nothing has changed since. */
    private static byte[] checked(String key, Path file) throws IOException {
        String owner = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
        if (!owner.equals(System.getProperty("user.name"))) {
            throw new IOException("it belongs to " + owner);
        }
        byte[] bytes = Files.readAllBytes(file);
        byte[] content = Arrays.copyOfRange(bytes, Math.min(SHA_BYTES, bytes.length), bytes.length);
        if (!Arrays.equals(Arrays.copyOf(bytes, SHA_BYTES), sha(key, content))) {
            throw new IOException("it is damaged");
        }
        return content;
    }

    /** Keeps the classes of files that compile; of all that are kept, the newest stay. */
    void keep(Map<RuleFile, RuleClasses> compiled) {
        try {
            Files.createDirectories(directory);
            for (Map.Entry<RuleFile, RuleClasses> file : compiled.entrySet()) {
                keep(RuleFileKey.of(file.getKey()), file.getValue().bytes());
            }
            deleteOld();
        } catch (IOException | UncheckedIOException e) {
            LOG.info("the compiled rules are not kept, so that the next start compiles them again: {}", e.toString());
        }
    }

    private void keep(String key, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(sha(key, content));
        bytes.write(content);
        // only this user may read or write such a file
        Path unfinished = Files.createTempFile(directory, "", ENDING);
        try {
            Files.write(unfinished, bytes.toByteArray());
            Files.move(unfinished, file(key), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private void deleteOld() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path old : files.filter(p -> p.toString().endsWith(ENDING))
                    .sorted(Comparator.comparingLong((Path p) -> p.toFile().lastModified())
                            .reversed())
                    .skip(MOST_FILES)
                    .toList()) {
                Files.deleteIfExists(old);
            }
        }
    }

    private static byte[] sha(String key, byte[] content) {
        MessageDigest sha = Sha256.start();
        sha.update(key.getBytes(StandardCharsets.UTF_8));
        return sha.digest(content);
    }

    private Path file(String key) {
        return directory.resolve(key + ENDING);
    }
}
