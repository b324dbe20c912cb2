package io.quantum.governor.engine.rulebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quantum.governor.engine.rulebook.fence.ParsedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a rulebook, read once.
 *
 * @param manifest what {@code rulebook.yaml} says
 * @param files all rule files below the directory, by path
 */
public record RulebookFiles(RulebookManifest manifest, List<RuleFile> files) {
    private static final String MANIFEST = "rulebook.yaml";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    public RulebookFiles {
        files = List.copyOf(files);
    }

    /**
     * Reads a rulebook's directory.
     *
     * @param directory holds {@code rulebook.yaml} and {@code .drl} files at any depth
     * @return the files, sorted by path
     * @throws RulebookException when a file is missing or can't be read
     */
    public static RulebookFiles read(Path directory) {
        Path manifest = directory.resolve(MANIFEST);
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> rules = paths.filter(p -> p.toString().endsWith(".drl"))
                    .filter(p -> !directory.relativize(p).startsWith("target"))
                    .sorted()
                    .toList();
            if (rules.isEmpty()) {
                throw new RulebookException(directory + ": no .drl file here; name a directory of rule files");
            }
            List<RuleFile> files = rules.stream().map(p -> read(directory, p)).toList();
            return new RulebookFiles(YAML.readValue(manifest.toFile(), RulebookManifest.class), files);
        } catch (JsonProcessingException e) {
            throw new RulebookException(manifest + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new RulebookException(
                    directory + ": not a readable rulebook; it needs " + MANIFEST + " and .drl files (" + e + ")");
        }
    }

    /** The rule files as the parser understood them. */
    public List<ParsedFile> parsed() {
        return files.stream().map(f -> ParsedFile.of(f.path(), f.text())).toList();
    }

    /** The SHA-256 over the paths, texts and version: the same digest means the same decisions. */
    public String digest() {
        MessageDigest sha = Sha256.start();
        update(sha, manifest.version());
        for (RuleFile file : files) {
            update(sha, file.path());
            update(sha, file.text());
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static void update(MessageDigest sha, String text) {
        sha.update(text.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
    }

    private static RuleFile read(Path directory, Path file) {
        String path = directory.relativize(file).toString().replace('\\', '/');
        try {
            return new RuleFile(path, Files.readString(file));
        } catch (IOException e) {
            throw new RulebookException(path + ": can't be read (" + e + ")");
        }
    }
}
