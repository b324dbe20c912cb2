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
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of compiled rulebooks, so that the next start need not compile what has not changed. Whatever is wrong
 * with it, the rules are compiled as if it were not there.
 *
 * <p>A file is code, and it decides: whoever may write to the directory as this user may decide.
 */
public final class KeptRulebooks {
    private static final Logger LOG = LoggerFactory.getLogger(KeptRulebooks.class);
    private static final String ENDING = ".rulebook";
    private static final int SHA_BYTES = 32;
    private static final int MOST_FILES = 8;

    private final Path directory;

    /**
     * Looks at nothing yet.
     *
     * @param directory made when the first rulebook is kept
     */
    public KeptRulebooks(Path directory) {
        this.directory = directory;
    }

    /** Compiles a rulebook. The launcher says where compiled rulebooks are kept; elsewhere none are. */
    public static Rulebook compiled(RulebookFiles files) {
        String kept = System.getProperty("governor.rulebooks");
        return kept == null ? RulebookCompiler.compile(files) : new KeptRulebooks(Path.of(kept)).rulebook(files);
    }

    /**
     * Takes a rulebook from the directory, or compiles it and keeps it there.
     *
     * @param files what {@link RulebookFiles#read} returned
     * @return the rulebook, immutable
     * @throws RulebookException as {@link RulebookCompiler#compile} does
     */
    public Rulebook rulebook(RulebookFiles files) {
        String key;
        try {
            key = RulebookKey.of(files);
        } catch (IOException e) {
            LOG.info("the compiled rules are not kept, so that every start compiles them: {}", e.toString());
            return RulebookCompiler.compile(files);
        }
        return load(key, files).orElseGet(() -> compile(key, files));
    }

    private Rulebook compile(String key, RulebookFiles files) {
        CompiledRules compiled = RulebookCompiler.classes(files);
        Rulebook rulebook = new Rulebook(files, compiled.bases());
        keep(key, compiled.bytes());
        return rulebook;
    }

    /** The rulebook that is kept under a key; none when there is none, or it is not to be trusted. */
    Optional<Rulebook> load(String key, RulebookFiles files) {
        Path file = file(key);
        try {
            byte[] content = checked(key, file);
            Rulebook rulebook = new Rulebook(files, CompiledRules.read(content).bases());
            // what is used stays, however many others are tried meanwhile
            Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
            return Optional.of(rulebook);
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

    private void keep(String key, byte[] content) {
        try {
            Files.createDirectories(directory);
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
            deleteOld();
        } catch (IOException | UncheckedIOException e) {
            LOG.info("the compiled rules are not kept, so that the next start compiles them again: {}", e.toString());
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
