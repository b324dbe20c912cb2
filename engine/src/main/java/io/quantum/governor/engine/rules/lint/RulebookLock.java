package io.quantum.governor.engine.rules.lint;

import io.quantum.governor.engine.rules.rulebook.RulebookException;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.rules.rulebook.Sha256;
import io.quantum.governor.engine.rules.rulebook.fence.Metadata;
import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The lock: which text each rule file had at which version, so that nothing changes without a new version. A file's
 * version is the highest {@code @version} of its rules; limits have none of their own, and change with the rulebook's.
 *
 * @param version the rulebook's
 * @param entries each file's, by its path
 */
public record RulebookLock(String version, Map<String, Entry> entries) {
    public static final String FILE = "rulebook.lock";

    private static final String HEADER = "# Each rule file's SHA-256 and version. Written by: governor lock";
    private static final String MANIFEST = "rulebook.yaml";
    private static final Pattern VERSION = Pattern.compile("rulebook ([0-9]+\\.[0-9]+\\.[0-9]+(-\\S+)?)");
    private static final Pattern ENTRY = Pattern.compile("([0-9a-f]{64})  ([0-9]+\\.[0-9]+\\.[0-9]+|-)  (\\S.*)");
    private static final Comparator<String> BY_VERSION = Comparator.comparing(
                    RulebookLock::numbers,
                    Comparator.comparingLong((long[] n) -> n[0])
                            .thenComparingLong(n -> n[1])
                            .thenComparingLong(n -> n[2]))
            // what has a word behind it comes before what has none: 1.0.0-rc1 before 1.0.0
            .thenComparing(v -> !v.contains("-"))
            .thenComparing(Comparator.naturalOrder());

    private static final String NO_VERSION = "-";

    /** One file's text and version. */
    public record Entry(String sha256, String version) {}

    public RulebookLock {
        entries = new TreeMap<>(entries);
    }

    /** The lock that goes with the files as they are. */
    public static RulebookLock of(RulebookFiles files, List<ParsedFile> parsed) {
        Map<String, Entry> entries = new TreeMap<>();
        parsed.forEach(f ->
                entries.put(f.path(), new Entry(Sha256.hex(f.text().getBytes(StandardCharsets.UTF_8)), versionOf(f))));
        if (!files.limits().path().isEmpty()) {
            String sha256 = Sha256.hex(files.limits().text().getBytes(StandardCharsets.UTF_8));
            entries.put(files.limits().path(), new Entry(sha256, NO_VERSION));
        }
        return new RulebookLock(files.manifest().version(), entries);
    }

    /**
     * The lock that lies beside the rules; one that nothing has been locked by when there is none.
     *
     * @throws RulebookException when it is there and not understood
     */
    static RulebookLock of(RulebookTexts rulebook) {
        String version = "0.0.0";
        Map<String, Entry> entries = new TreeMap<>();
        String text = rulebook.byPath().getOrDefault(FILE, "");
        for (String line : text.lines().toList()) {
            Matcher ofRulebook = VERSION.matcher(line);
            Matcher entry = ENTRY.matcher(line);
            if (ofRulebook.matches()) {
                version = ofRulebook.group(1);
            } else if (entry.matches()) {
                entries.put(entry.group(3), new Entry(entry.group(1), entry.group(2)));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new RulebookException(FILE + ": this line is not understood: " + line);
            }
        }
        return new RulebookLock(version, entries);
    }

    /** The text of the lock's file. */
    public String text() {
        StringBuilder text =
                new StringBuilder(HEADER).append("\nrulebook ").append(version).append('\n');
        entries.forEach((path, e) -> text.append(e.sha256())
                .append("  ")
                .append(e.version())
                .append("  ")
                .append(path)
                .append('\n'));
        return text.toString();
    }

    /** What is wrong between the lock and the rule files beside it. */
    static List<Finding> check(RulebookTexts rulebook, RulebookFiles files, List<ParsedFile> parsed) {
        if (!rulebook.byPath().containsKey(FILE)) {
            return List.of(Finding.warning(
                    FILE, 1, "", "there is no lock", "write it with: governor lock " + rulebook.where()));
        }
        RulebookLock locked = of(rulebook);
        RulebookLock now = of(files, parsed);
        List<Finding> findings = new ArrayList<>(locked.unraised(now));
        if (findings.isEmpty() && !locked.equals(now)) {
            findings.add(Finding.error(
                    FILE,
                    1,
                    "",
                    "the lock is older than the rules: " + String.join("; ", locked.changes(now)),
                    "renew it with: governor lock " + rulebook.where()));
        }
        return findings;
    }

    /** Everything that has changed since this lock and still has its old version. */
    List<Finding> unraised(RulebookLock now) {
        List<Finding> findings = new ArrayList<>();
        now.entries.forEach((path, entry) -> {
            Entry before = entries.get(path);
            if (before != null
                    && !entry.version().equals(NO_VERSION)
                    && !before.sha256().equals(entry.sha256())
                    && BY_VERSION.compare(entry.version(), before.version()) <= 0) {
                findings.add(Finding.error(
                        path,
                        1,
                        "",
                        "it has changed since version " + before.version(),
                        "raise it to @version(\"" + next(before.version())
                                + "\") on the rules whose behaviour changed"));
            }
        });
        if (!entries.isEmpty() && !entries.equals(now.entries) && BY_VERSION.compare(now.version, version) <= 0) {
            findings.add(Finding.error(
                    MANIFEST,
                    1,
                    "",
                    "the rules have changed since version " + version,
                    "write version: " + proposed(now)));
        }
        return findings;
    }

    /** A new file or one less is a new minor version; a changed one is a patch. */
    private String proposed(RulebookLock now) {
        if (entries.keySet().equals(now.entries.keySet())) {
            return next(version);
        }
        long[] numbers = numbers(version);
        return numbers[0] + "." + (numbers[1] + 1) + ".0";
    }

    /** What has changed since this lock, a sentence for each file. */
    public List<String> changes(RulebookLock now) {
        List<String> changes = new ArrayList<>();
        now.entries.forEach((path, entry) -> {
            Entry before = entries.get(path);
            if (before == null) {
                changes.add(
                        path + " is new" + (entry.version().equals(NO_VERSION) ? "" : ", version " + entry.version()));
            } else if (!before.equals(entry)) {
                String step = step(before.version(), entry.version());
                changes.add(path + " has changed" + (entry.version().equals(NO_VERSION) ? "" : ", " + step));
            }
        });
        entries.keySet().stream()
                .filter(path -> !now.entries.containsKey(path))
                .forEach(path -> changes.add(path + " is gone"));
        if (!version.equals(now.version)) {
            changes.add("rulebook " + step(version, now.version));
        }
        return changes;
    }

    private static String step(String before, String after) {
        return before.equals(after) ? "still version " + before : "version " + before + " -> " + after;
    }

    private static String versionOf(ParsedFile file) {
        return Stream.concat(
                        file.content().getRules().stream().map(rule -> Metadata.text(rule, "version")),
                        file.content().getTypeDeclarations().stream().map(type -> Metadata.text(type, "version")))
                .filter(v -> v.matches("[0-9]{1,9}\\.[0-9]{1,9}\\.[0-9]{1,9}"))
                .max(BY_VERSION)
                .orElse("0.0.0");
    }

    private static String next(String version) {
        long[] numbers = numbers(version);
        return numbers[0] + "." + numbers[1] + "." + (numbers[2] + 1);
    }

    private static long[] numbers(String version) {
        String[] parts = version.replaceFirst("-.*", "").split("\\.", -1);
        return new long[] {Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2])};
    }
}
