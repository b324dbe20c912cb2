package io.quantum.governor.engine.rules.rulebook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final int SHA_BYTES = 32;

    /** A rulebook and what explains its decisions are some eighty files; ten rulebooks find room. */
    private static final int MOST_FILES = 800;

    private final KeptFiles files;

    /**
     * Looks at nothing yet.
     *
     * @param directory made when the first file is kept
     */
    public KeptRules(Path directory) {
        this.files = new KeptFiles(directory, ".rules", MOST_FILES);
    }

    /** Where the launcher says; elsewhere nothing is kept. */
    static Optional<KeptRules> ofLauncher() {
        return KeptFiles.ofLauncher().map(KeptRules::new);
    }

    /** What the classes in a kept file are good for. */
    private interface Use<T> {
        T of(RuleClasses classes);
    }

    /** The rules that are kept of a file; none when there are none, or they are not to be trusted. */
    Optional<Model> load(RuleUnit rules) {
        try {
            return load(RuleFileKey.of(rules), classes -> classes.load(rules.declared()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The records that are kept of what a file declares; none when there are none, or they are not to be trusted. */
    Optional<List<Class<?>>> loadRecords(RuleFile file) {
        try {
            return load(RuleFileKey.ofRecords(file), classes -> new RecordClasses(classes).load())
                    .filter(records -> !records.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private <T> Optional<T> load(String key, Use<T> use) {
        Path file = files.file(key);
        try {
            T loaded = use.of(RuleClasses.read(checked(key)));
            // what is used stays, however many others are tried meanwhile
            Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
            return Optional.of(loaded);
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
    private byte[] checked(String key) throws IOException {
        byte[] bytes = files.read(key);
        byte[] content = Arrays.copyOfRange(bytes, Math.min(SHA_BYTES, bytes.length), bytes.length);
        if (!Arrays.equals(Arrays.copyOf(bytes, SHA_BYTES), sha(key, content))) {
            throw new IOException("it is damaged");
        }
        return content;
    }

    /** Keeps the classes of files that compile; of all that are kept, the newest stay. */
    void keep(Map<RuleUnit, RuleClasses> compiled) {
        try {
            for (Map.Entry<RuleUnit, RuleClasses> file : compiled.entrySet()) {
                keep(RuleFileKey.of(file.getKey()), file.getValue().bytes());
            }
            files.forgetOld();
        } catch (IOException | UncheckedIOException e) {
            notKept(e);
        }
    }

    /** Keeps the records of what a file declares. */
    void keepRecords(RuleFile file, RecordClasses records) {
        try {
            keep(RuleFileKey.ofRecords(file), records.classes().bytes());
        } catch (IOException | UncheckedIOException e) {
            notKept(e);
        }
    }

    private static void notKept(Exception why) {
        LOG.info("the compiled rules are not kept, so that the next start compiles them again: {}", why.toString());
    }

    private void keep(String key, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(sha(key, content));
        bytes.write(content);
        files.write(key, bytes.toByteArray());
    }

    private static byte[] sha(String key, byte[] content) {
        MessageDigest sha = Sha256.start();
        sha.update(key.getBytes(StandardCharsets.UTF_8));
        return sha.digest(content);
    }
}
