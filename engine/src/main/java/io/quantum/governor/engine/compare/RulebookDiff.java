package io.quantum.governor.engine.compare;

import io.quantum.governor.engine.rulebook.RuleFile;
import io.quantum.governor.engine.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rulebook.RulebookException;
import io.quantum.governor.engine.rulebook.RulebookFiles;
import io.quantum.governor.engine.rulebook.Rulebook;
import io.quantum.governor.engine.rulebook.Threshold;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What differs between two rulebooks, and what each difference does.
 *
 * @param change what the second in place of the first does. Rules that differ without a probe that shows it are
 *     {@link Change#UNCLEAR}
 * @param whole everything together
 * @param thresholds those whose values differ, or that one of the two has not
 * @param files the rule files whose rules differ in more than the values of thresholds
 */
public record RulebookDiff(Change change, Comparison whole, List<ThresholdRow> thresholds, List<FileRow> files) {

    /**
     * A threshold.
     *
     * @param before its value; {@code none} when the first rulebook has no such threshold
     * @param after its value; {@code none} when the second rulebook has no such threshold
     * @param change what it does alone; {@link Change#UNCLEAR} when it can't be tried alone or nothing shows it
     */
    public record ThresholdRow(String name, String before, String after, String unit, Change change) {}

    /**
     * A rule file.
     *
     * @param change what its rules do alone, with the thresholds of the first rulebook; as for a threshold
     */
    public record FileRow(String path, Change change) {}

    private static final String NONE = "none";

    /**
     * Compares two rulebooks.
     *
     * @param before a rulebook's directory with its tests
     * @param after another one
     * @throws RulebookException when one does not compile
     */
    public static RulebookDiff of(Path before, Path after) {
        ComparedRulebook then = ComparedRulebook.read(before);
        ComparedRulebook now = ComparedRulebook.read(after);
        Set<String> changed = RuleText.changed(then.texts(), now.texts());
        Set<Probe> probes = changed.isEmpty() ? Set.of() : Probes.of(then, now);
        try (Side first = new Side(then.rulebook(), Map.of());
                Side second = new Side(now.rulebook(), Map.of())) {
            Comparison whole = Comparison.of(first, second, probes);
            List<ThresholdRow> thresholds = thresholds(then, now, first, probes);
            List<FileRow> files = files(then, now, first, probes, changed);
            return new RulebookDiff(orUnclear(whole.change(), changed.isEmpty()), whole, thresholds, files);
        }
    }

    private static Change orUnclear(Change shown, boolean nothingDiffers) {
        return shown == Change.NONE && !nothingDiffers ? Change.UNCLEAR : shown;
    }

    private static List<ThresholdRow> thresholds(
            ComparedRulebook then, ComparedRulebook now, Side first, Set<Probe> probes) {
        Set<String> names = new TreeSet<>(then.thresholds().keySet());
        names.addAll(now.thresholds().keySet());
        List<ThresholdRow> rows = new ArrayList<>();
        for (String name : names) {
            String before = text(then.thresholds().get(name));
            String after = text(now.thresholds().get(name));
            if (!before.equals(after)) {
                Threshold any = Objects.requireNonNull(
                        now.thresholds().getOrDefault(name, then.thresholds().get(name)));
                Change alone = before.equals(NONE) || after.equals(NONE)
                        ? Change.UNCLEAR
                        : alone(then.rulebook(), Map.of(name, after), first, probes);
                rows.add(new ThresholdRow(name, before, after, any.unit(), alone));
            }
        }
        return rows;
    }

    private static String text(@org.jspecify.annotations.Nullable Threshold threshold) {
        return threshold == null ? NONE : threshold.value().toString();
    }

    private static Change alone(Rulebook rulebook, Map<String, String> values, Side first, Set<Probe> probes) {
        try (Side changed = new Side(rulebook, values)) {
            return orUnclear(Comparison.of(first, changed, probes).change(), false);
        } catch (IllegalArgumentException e) {
            // the bounds of the first rulebook do not allow it
            return Change.UNCLEAR;
        }
    }

    private static List<FileRow> files(
            ComparedRulebook then, ComparedRulebook now, Side first, Set<Probe> probes, Set<String> changed) {
        List<FileRow> rows = new ArrayList<>();
        for (String path : changed) {
            if (differInMoreThanValues(then, now, path)) {
                rows.add(new FileRow(path, alone(then, now, path, first, probes)));
            }
        }
        return rows;
    }

    /** Values of thresholds stand after an equals sign and before the unit; they have rows of their own. */
    private static boolean differInMoreThanValues(ComparedRulebook then, ComparedRulebook now, String path) {
        return !withoutValues(then.texts().getOrDefault(path, ""))
                .equals(withoutValues(now.texts().getOrDefault(path, "")));
    }

    private static String withoutValues(String text) {
        return RuleText.bare(text)
                .replaceAll("= *[^@=]* *(?=@unit)", "= ")
                .replaceAll("@version\\(\\s*\"[^\"]*\"\\s*\\)", "@version");
    }

    /** The first rulebook with one file of the second, whose thresholds keep the first rulebook's values. */
    private static Change alone(
            ComparedRulebook then, ComparedRulebook now, String path, Side first, Set<Probe> probes) {
        Map<String, String> texts = new TreeMap<>(then.texts());
        texts.remove(path);
        if (now.texts().containsKey(path)) {
            texts.put(path, now.texts().get(path));
        }
        List<RuleFile> files = texts.entrySet().stream()
                .map(f -> new RuleFile(f.getKey(), f.getValue()))
                .sorted(Comparator.comparing(RuleFile::path))
                .toList();
        try {
            Rulebook mixed = RulebookCompiler.compile(new RulebookFiles(then.files().manifest(), files));
            Map<String, String> values = new HashMap<>();
            Set<String> kept = new LinkedHashSet<>(Side.thresholds(mixed).keySet());
            kept.retainAll(then.thresholds().keySet());
            kept.forEach(name -> values.put(name, text(then.thresholds().get(name))));
            return alone(mixed, values, first, probes);
        } catch (RulebookException e) {
            // it does not compile without other files of the second rulebook
            return Change.UNCLEAR;
        }
    }
}
