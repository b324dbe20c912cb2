package io.quantum.governor.engine.rulebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers beside the compiled rulebooks which ones have passed their tests, so that the next start need not run them
 * again. The same texts with another engine, other libraries or another Java are another rulebook. Whatever is wrong
 * with what is remembered, the tests are run.
 */
public final class PassedTests {
    private static final Logger LOG = LoggerFactory.getLogger(PassedTests.class);
    private static final String ENDING = ".passed";
    private static final int MOST_FILES = 16;

    private final Path directory;

    /** @param directory where compiled rulebooks are kept; see {@link KeptRules} */
    public PassedTests(Path directory) {
        this.directory = directory;
    }

    /** When these rules passed these tests; empty when nobody knows. */
    public Optional<Instant> when(RulebookTexts texts) {
        try {
            Path file = file(texts);
            String owner = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
            if (!owner.equals(System.getProperty("user.name"))) {
                LOG.warn("{} belongs to {} and is not believed; the rule tests are run", file, owner);
                return Optional.empty();
            }
            return Optional.of(Instant.parse(Files.readString(file).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | DateTimeException e) {
            LOG.info("the rule tests are run, since nobody can tell whether they have passed: {}", e.toString());
            return Optional.empty();
        }
    }

    /** These rules have passed these tests. */
    public void remember(RulebookTexts texts, Instant when) {
        try {
            Files.createDirectories(directory);
            Path unfinished = Files.createTempFile(directory, "", ENDING);
            Files.writeString(unfinished, when.toString());
            Files.move(
                    unfinished,
                    file(texts),
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            forgetOld();
        } catch (IOException | UncheckedIOException e) {
            LOG.info("the next start runs the rule tests again: {}", e.toString());
        }
    }

    private void forgetOld() throws IOException {
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

    private Path file(RulebookTexts texts) throws IOException {
        MessageDigest sha = Sha256.start();
        sha.update((RuleFileKey.code() + texts.digest()).getBytes(StandardCharsets.UTF_8));
        return directory.resolve(HexFormat.of().formatHex(sha.digest()) + ENDING);
    }
}
