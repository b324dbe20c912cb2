package io.quantum.governor.engine.rules.rulebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers beside the compiled rulebooks which ones have passed their tests, so that the next start need not run them
 * again. The same texts with another engine, other libraries or another Java are another rulebook. Whatever is wrong
 * with what is remembered, the tests are run.
 */
public final class PassedTests {
    private static final Logger LOG = LoggerFactory.getLogger(PassedTests.class);
    private static final int MOST_FILES = 16;

    private final KeptFiles files;

    /** @param directory where compiled rulebooks are kept; see {@link KeptRules} */
    public PassedTests(Path directory) {
        this.files = new KeptFiles(directory, ".passed", MOST_FILES);
    }

    /** Where the launcher says; elsewhere nothing is remembered. */
    public static Optional<PassedTests> ofLauncher() {
        return KeptFiles.ofLauncher().map(PassedTests::new);
    }

    /** When these rules passed these tests; empty when nobody knows. */
    public Optional<Instant> when(RulebookTexts texts) {
        try {
            return Optional.of(Instant.parse(new String(files.read(key(texts)), StandardCharsets.UTF_8)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | DateTimeException e) {
            LOG.warn("the rule tests are run, since nobody can tell whether they have passed: {}", e.toString());
            return Optional.empty();
        }
    }

    /** These rules have passed these tests. */
    public void remember(RulebookTexts texts, Instant when) {
        try {
            files.write(key(texts), when.toString().getBytes(StandardCharsets.UTF_8));
            files.forgetOld();
        } catch (IOException | UncheckedIOException e) {
            LOG.info("the next start runs the rule tests again: {}", e.toString());
        }
    }

    private static String key(RulebookTexts texts) throws IOException {
        MessageDigest sha = Sha256.start();
        sha.update((RuleFileKey.code() + texts.digest()).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(sha.digest());
    }
}
