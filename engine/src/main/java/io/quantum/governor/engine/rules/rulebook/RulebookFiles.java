package io.quantum.governor.engine.rules.rulebook;

import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import io.quantum.governor.engine.rules.rulebook.limits.LimitsFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a rulebook, read once.
 *
 * @param manifest what {@code rulebook.yaml} says
 * @param files all rule files below the directory, by path
 * @param limits what thresholds are for some symbols, strategies and accounts
 */
public record RulebookFiles(RulebookManifest manifest, List<RuleFile> files, LimitsFile limits) {
    public RulebookFiles {
        files = List.copyOf(files);
    }

    /** Without limits. */
    public RulebookFiles(RulebookManifest manifest, List<RuleFile> files) {
        this(manifest, files, LimitsFile.NONE);
    }

    /**
     * Reads a rulebook's directory.
     *
     * @param directory holds {@code rulebook.yaml} and {@code .drl} files at any depth
     * @return the files, sorted by path
     * @throws RulebookException when a file is missing or can't be read
     */
    public static RulebookFiles read(Path directory) {
        return of(RulebookTexts.read(directory));
    }

    /**
     * Takes what is compiled out of a rulebook's texts.
     *
     * @throws RulebookException when there is no rule file, or no usable manifest
     */
    public static RulebookFiles of(RulebookTexts texts) {
        List<RuleFile> files = texts.byPath().entrySet().stream()
                .filter(f -> f.getKey().endsWith(".drl"))
                .map(f -> new RuleFile(f.getKey(), f.getValue()))
                .toList();
        if (files.isEmpty()) {
            throw new RulebookException(texts.where() + ": no .drl file here; name a directory of rule files");
        }
        @Nullable String manifest = texts.byPath().get(ManifestReader.FILE);
        if (manifest == null) {
            throw new RulebookException(
                    texts.where() + ": not a readable rulebook; it needs " + ManifestReader.FILE + " and .drl files");
        }
        return new RulebookFiles(ManifestReader.read(manifest), files, LimitsFile.of(texts.byPath()));
    }

    /** The files that hold rules; others hold declarations alone. */
    public List<RuleFile> withRules() {
        return files.stream().filter(RuleFile::hasRules).toList();
    }

    /** The rule files as the parser understood them. */
    public List<ParsedFile> parsed() {
        return files.stream().map(f -> ParsedFile.of(f.path(), f.text())).toList();
    }

    /** The SHA-256 over the paths, texts and version, limits among them: the same digest means the same decisions. */
    public String digest() {
        MessageDigest sha = Sha256.start();
        update(sha, manifest.version());
        for (RuleFile file : files) {
            update(sha, file.path());
            update(sha, file.text());
        }
        if (!limits.path().isEmpty()) {
            update(sha, limits.path());
            update(sha, limits.text());
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    static void update(MessageDigest sha, String text) {
        sha.update(text.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
    }
}
