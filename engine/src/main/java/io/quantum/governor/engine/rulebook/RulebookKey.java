package io.quantum.governor.engine.rulebook;

import io.quantum.governor.facts.Fact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.drools.base.util.Drools;

/**
 * What the classes of a compiled rulebook depend on: its text, the facts and the engine as they were built, the
 * libraries, and the version of Java. Another key means another compilation.
 */
final class RulebookKey {
    private RulebookKey() {}

    /**
     * Works out a rulebook's key.
     *
     * @return a SHA-256 in hexadecimal
     * @throws IOException when the code of the governor can't be read
     */
    static String of(RulebookFiles files) throws IOException {
        MessageDigest sha = Sha256.start();
        List<String> texts = List.of(
                files.digest(),
                Drools.getFullVersion(),
                // the names of the libraries hold their versions, those of the compilers among them
                System.getProperty("java.class.path", ""),
                Integer.toString(Runtime.version().feature()));
        texts.forEach(text -> sha.update((text + "\0").getBytes(StandardCharsets.UTF_8)));
        addCode(sha, Fact.class);
        addCode(sha, RulebookKey.class);
        return HexFormat.of().formatHex(sha.digest());
    }

    /** Adds the jar that a class is from, or every file of a directory of classes. */
    private static void addCode(MessageDigest sha, Class<?> any) throws IOException {
        try (Stream<Path> files = Files.walk(
                Path.of(any.getProtectionDomain().getCodeSource().getLocation().toURI()))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                sha.update(Files.readAllBytes(file));
            }
        } catch (URISyntaxException | UncheckedIOException | FileSystemNotFoundException e) {
            throw new IOException(e);
        }
    }
}
