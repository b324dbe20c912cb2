package io.quantum.governor.engine.serve.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.process.FileFault;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.rules.rulebook.Sha256;
import io.quantum.governor.engine.rules.rulebook.limits.LimitsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The files of a rulebook's directory that belong to a release: rules, limits, tests, manifest, lock and changelog.
 *
 * @param texts by path relative to the directory, with forward slashes
 */
public record ReleaseFiles(SortedMap<String, String> texts) {
    /** Where they lie in an archive. */
    static final String FOLDER = "rulebook/";

    private static final String CHANGELOG = "CHANGELOG.md";
    private static final List<String> BESIDE =
            List.of("rulebook.yaml", "rulebook.lock", LimitsFile.YAML, LimitsFile.CSV, CHANGELOG);
    private static final String NAME = "[A-Za-z0-9_-][A-Za-z0-9._-]*";
    private static final Pattern RULES_OR_TESTS =
            Pattern.compile("(?:" + NAME + "/){0,8}" + NAME + "\\.drl|tests/(?:" + NAME + "/){0,8}" + NAME + "\\.yaml");

    /** Refuses a path that does not belong into a rulebook, or that leads out of its directory. */
    public ReleaseFiles {
        texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
        for (String path : texts.keySet()) {
            if (!isOurs(path)) {
                throw new ReleaseException("'" + path + "' does not belong into a release; name rules and tests"
                        + " by letters, digits, - and _");
            }
        }
    }

    /**
     * Reads a rulebook's directory as whoever compiles and tests it does; other papers stay behind.
     *
     * @throws ReleaseException when a rule or test has a name that can't be released
     * @throws io.quantum.governor.engine.rules.rulebook.RulebookException when the directory can't be read
     */
    public static ReleaseFiles read(Path directory) {
        SortedMap<String, String> texts =
                new TreeMap<>(RulebookTexts.read(directory).byPath());
        // a rule, a limit or a test that was left behind in silence would be missed by nobody
        texts.keySet()
                .removeIf(path -> !isOurs(path)
                        && !path.endsWith(".drl")
                        && !path.startsWith(RulebookTexts.TESTS)
                        && !LimitsFile.isNamedSo(path));
        Path changelog = directory.resolve(CHANGELOG);
        if (Files.isRegularFile(changelog)) {
            try {
                texts.put(CHANGELOG, Files.readString(changelog));
            } catch (IOException e) {
                throw new ReleaseException(changelog + ": not readable (" + FileFault.reason(e) + ")");
            }
        }
        return new ReleaseFiles(texts);
    }

    /** As the archive that a release file is, without a manifest and its signature. */
    public byte[] pack() {
        Map<String, byte[]> entries = new TreeMap<>();
        texts.forEach((path, text) -> entries.put(FOLDER + path, text.getBytes(UTF_8)));
        return Archive.pack(entries);
    }

    /**
     * The files in an archive, signed or not; whoever asks for them here trusts whoever wrote it.
     *
     * @throws ReleaseException when it is damaged or too large
     */
    public static ReleaseFiles unpack(byte[] archive) {
        SortedMap<String, String> texts = new TreeMap<>();
        Archive.unpack(archive).forEach((name, content) -> {
            if (name.startsWith(FOLDER)) {
                texts.put(name.substring(FOLDER.length()), new String(content, UTF_8));
            }
        });
        return new ReleaseFiles(texts);
    }

    private static boolean isOurs(String path) {
        return BESIDE.contains(path) || RULES_OR_TESTS.matcher(path).matches();
    }

    /**
     * What of them is compiled and tested.
     *
     * @param where where they are from, for people
     */
    public RulebookTexts rulebook(String where) {
        return new RulebookTexts(where, texts);
    }

    /** Writes the files below an existing directory. */
    public void writeTo(Path directory) throws IOException {
        for (Map.Entry<String, String> file : texts.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.resolveSibling("."));
            Files.writeString(path, file.getValue());
        }
    }

    List<ReleaseManifest.Digest> digests() {
        return texts.entrySet().stream()
                .map(f -> new ReleaseManifest.Digest(
                        f.getKey(), Sha256.hex(f.getValue().getBytes(UTF_8))))
                .toList();
    }
}
