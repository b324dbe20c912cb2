package io.quantum.governor.engine.rules.rulebook;

import io.quantum.governor.facts.Fact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.base.util.Drools;
import org.jspecify.annotations.Nullable;

/**
 * What the classes of a compiled rule file depend on: its text, the records that it names, the facts and the engine as they were built, the
 * libraries, and the version of Java. Another key means another compilation.
 */
final class RuleFileKey {
    /** Of the code that runs, whatever is laid in its place later on. */
    private static @Nullable String code;

    private RuleFileKey() {}

    /**
     * Works out a rule file's key.
     *
     * @return a SHA-256 in hexadecimal
     * @throws IOException when the code of the governor can't be read
     */
    static String of(RuleUnit rules) throws IOException {
        List<String> parts = new ArrayList<>(
                List.of(code(), rules.file().path(), rules.file().text()));
        rules.declared().values().forEach(type -> parts.add(RecordClasses.digest(type)));
        return of(parts);
    }

    /** As {@link #of(RuleUnit)}, of the records of what a file declares. */
    static String ofRecords(RuleFile file) throws IOException {
        return of(List.of(code(), "records", file.path(), file.text()));
    }

    /** The key of everything but the text. */
    static synchronized String code() throws IOException {
        String known = code;
        if (known == null) {
            known = of(List.of(
                    Drools.getFullVersion(),
                    libraries(),
                    Integer.toString(Runtime.version().feature()),
                    digest(Fact.class),
                    digest(RuleFileKey.class)));
            code = known;
        }
        return known;
    }

    private static String of(List<String> texts) {
        MessageDigest sha = Sha256.start();
        texts.forEach(text -> sha.update((text + "\0").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(sha.digest());
    }

    /**
     * What lies beside Drools: the names hold the versions, those of the compilers among them. The class path would not
     * do, for the lab's is longer, and neither compiles rules by anything else.
     */
    private static String libraries() throws IOException {
        try (Stream<Path> files = Files.list(origin(Drools.class).resolveSibling("."))) {
            return files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.joining("\n"));
        }
    }

    /** The digest of the jar that a class is from, or of every file of a directory of classes. */
    private static String digest(Class<?> any) throws IOException {
        MessageDigest sha = Sha256.start();
        try (Stream<Path> files = Files.walk(origin(any))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                sha.update(Files.readAllBytes(file));
            }
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    /** The jar or directory that a class is from. */
    private static Path origin(Class<?> any) throws IOException {
        try {
            return Path.of(
                    any.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException | FileSystemNotFoundException e) {
            throw new IOException(e);
        }
    }
}
