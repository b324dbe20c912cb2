package io.quantum.governor.engine.rules.rulebook;

import io.quantum.governor.engine.base.process.FileFault;
import io.quantum.governor.engine.rules.rulebook.limits.LimitsFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All texts of a rulebook as they were read at one moment: manifest, rule files and their tests. What is compiled, what
 * is tested and what its digest names come from the same look, whatever happens to the directory meanwhile.
 *
 * @param where it was read from, for people
 * @param byPath texts by their path, with forward slashes: {@code gates/kill-score.drl}, {@code tests/kill-score.yaml}
 */
public record RulebookTexts(String where, SortedMap<String, String> byPath) {
    /** The folder of rule tests. */
    public static final String TESTS = "tests/";

    /** What people write is far smaller; what is not would keep a daemon busy for minutes, or fill its memory. */
    private static final int MOST_BYTES = 256 << 10;

    /** Ten thousand rows of limits, which nobody compiles. */
    private static final int MOST_BYTES_OF_LIMITS = 2 << 20;

    public RulebookTexts {
        byPath = Collections.unmodifiableSortedMap(new TreeMap<>(byPath));
    }

    /**
     * Reads a directory, following links. What begins with a dot is passed over, so that neither an editor's own files
     * nor the versions that lie beside a link are read.
     *
     * @param directory holds {@code rulebook.yaml}, {@code .drl} files at any depth, {@code tests/}, and perhaps limits
     * @throws RulebookException when it can't be read
     */
    public static RulebookTexts read(Path directory) {
        try {
            SortedMap<String, String> texts = new TreeMap<>();
            for (Map.Entry<Path, BasicFileAttributes> file :
                    RulebookWalk.files(directory).entrySet()) {
                String path = directory.relativize(file.getKey()).toString().replace('\\', '/');
                texts.put(path, text(path, file.getKey(), file.getValue().size()));
            }
            return new RulebookTexts(directory.toString(), texts);
        } catch (NoSuchFileException e) {
            throw new RulebookException(e.getMessage() + ": not found; name a directory of rule files");
        } catch (IOException e) {
            throw new RulebookException(directory + ": not a readable rulebook (" + FileFault.words(e) + ")");
        }
    }

    private static String text(String path, Path file, long bytes) throws IOException {
        int most = LimitsFile.isPath(path) ? MOST_BYTES_OF_LIMITS : MOST_BYTES;
        if (bytes > most) {
            throw new RulebookException(path + ": larger than " + (most >> 10)
                    + " KB; split it, or take it away if it is no file of the rulebook");
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new RulebookException(path + ": not a text in UTF-8; save it as UTF-8");
        }
    }

    /** Whether rules, tests and manifest are the same; {@code rulebook.lock} is for lint alone. */
    public boolean saysTheSameAs(RulebookTexts other) {
        return decisive().equals(other.decisive());
    }

    private SortedMap<String, String> decisive() {
        SortedMap<String, String> texts = new TreeMap<>(byPath);
        texts.keySet().removeIf(path -> path.endsWith(".lock"));
        return texts;
    }

    /** The SHA-256 over paths and texts, tests included: the same digest means the same in every respect. */
    public String digest() {
        MessageDigest sha = Sha256.start();
        byPath.forEach((path, text) -> {
            RulebookFiles.update(sha, path);
            RulebookFiles.update(sha, text);
        });
        return HexFormat.of().formatHex(sha.digest());
    }

    /** The texts of the rule tests by their path below {@value #TESTS}. */
    public SortedMap<String, String> tests() {
        SortedMap<String, String> tests = new TreeMap<>();
        for (Map.Entry<String, String> file : byPath.entrySet()) {
            if (file.getKey().startsWith(TESTS) && file.getKey().endsWith(".yaml")) {
                tests.put(file.getKey().substring(TESTS.length()), file.getValue());
            }
        }
        return tests;
    }
}
