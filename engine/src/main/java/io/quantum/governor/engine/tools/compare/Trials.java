package io.quantum.governor.engine.tools.compare;

import io.quantum.governor.engine.rules.rulebook.RuleFile;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.Threshold;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The second rulebook in place of the first, and each of its differences alone. Not for use by several threads. */
final class Trials implements AutoCloseable {
    /** What a rule says that lists gates. */
    private static final String LIST = "Gates.inOrder(";

    private final ComparedRulebook then;
    private final ComparedRulebook now;
    private final Side first;
    private final Trial whole;
    private final Map<String, Trial> thresholds = new TreeMap<>();
    private final Map<Set<String>, Trial> files = new LinkedHashMap<>();

    Trials(ComparedRulebook then, ComparedRulebook now) {
        this.then = then;
        this.now = now;
        first = new Side(then.rulebook(), ThresholdValues.of(then.rulebook(), Map.of()));
        whole = Trial.of(() -> new Side(now.rulebook(), ThresholdValues.of(now.rulebook(), Map.of())));
        Set<String> names = new TreeSet<>(then.thresholds().keySet());
        names.addAll(now.thresholds().keySet());
        names.removeIf(name -> before(name).equals(after(name)));
        names.forEach(name -> thresholds.put(name, Trial.of(() -> withThreshold(name))));
        groups().forEach(paths -> files.put(paths, Trial.of(() -> withFiles(paths))));
    }

    /** The files that differ, each alone; but a gate is new or gone only together with the list that names it. */
    private List<Set<String>> groups() {
        Set<String> differ = new TreeSet<>(RuleText.changed(then.texts(), now.texts()));
        differ.removeIf(path -> !RuleText.differInMoreThanValues(then.texts(), now.texts(), path));
        Set<String> comeAndGone = new TreeSet<>(differ);
        comeAndGone.removeIf(
                path -> then.texts().containsKey(path) && now.texts().containsKey(path));
        Set<String> lists = new TreeSet<>(differ);
        lists.removeIf(path -> !now.texts().getOrDefault(path, "").contains(LIST));
        Set<String> together = new TreeSet<>(comeAndGone);
        together.addAll(lists);
        List<Set<String>> groups = new ArrayList<>();
        if (!comeAndGone.isEmpty() && !lists.isEmpty()) {
            groups.add(together);
            differ.removeAll(together);
        }
        differ.forEach(path -> groups.add(new TreeSet<>(Set.of(path))));
        differ.stream().filter(this::holdsNoRules).forEach(path -> join(path, groups));
        return groups;
    }

    private boolean holdsNoRules(String path) {
        return Stream.of(then, now)
                .noneMatch(side -> new RuleFile(path, side.texts().getOrDefault(path, "")).hasRules());
    }

    /** What a file without rules declares does nothing without the rules that ask for it. */
    private void join(String declaring, List<Set<String>> groups) {
        List<Set<String>> asking = groups.stream()
                .filter(paths -> paths.contains(declaring) || paths.stream().anyMatch(path -> asks(path, declaring)))
                .toList();
        groups.removeAll(asking);
        groups.add(asking.stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new)));
    }

    private boolean asks(String path, String declaring) {
        return Stream.of(then, now)
                .anyMatch(side -> side.rulebook().types().places().entrySet().stream()
                        .filter(fact -> fact.getValue().equals(declaring))
                        .anyMatch(fact -> side.texts()
                                .getOrDefault(path, "")
                                .contains("governor.facts." + fact.getKey() + "\n")));
    }

    /** @param watcher is told after each probe how many there are */
    RulebookDiff run(LongConsumer watcher) {
        List<Trial> rules = new ArrayList<>(List.of(whole));
        rules.addAll(files.values());
        List<Trial> all = new ArrayList<>(rules);
        all.addAll(thresholds.values());
        Set<Probe> probes = Probes.of(then, now);
        for (Probe probe : probes) {
            Judgement judgement = first.judge(probe);
            // a threshold is tried with all others as they are authored: each set of values costs a session of its own
            (probe.thresholds().isEmpty() ? all : rules).forEach(trial -> trial.on(probe, judgement));
            watcher.accept(probes.size());
        }
        RowTrials rows = new RowTrials(then, now, !onlyRowsDiffer());
        Change together = together(rows.run());
        Map<Change, Integer> counts = rows.counts();
        whole.counts().forEach((change, count) -> counts.merge(change, count, Integer::sum));
        Map<Change, List<String>> examples = rows.examples();
        examples.putAll(whole.examples());
        return new RulebookDiff(
                together,
                probes.size() + rows.probes(),
                counts,
                examples,
                thresholds.entrySet().stream()
                        .map(t -> row(t.getKey(), t.getValue()))
                        .toList(),
                rows.rows(),
                files.entrySet().stream()
                        .map(f -> new RulebookDiff.FileRow(
                                String.join(", ", f.getKey()),
                                f.getValue().change(),
                                f.getValue().why()))
                        .toList());
    }

    /** What is seen to tighten does not vouch for another change of which nothing was seen. */
    private Change together(Change ofRows) {
        // what rows of limits do is tried for the plans that they are for, of which the whole may have none
        return onlyRowsDiffer() && whole.counts().isEmpty()
                ? ofRows
                : Change.together(List.of(ofRows, rulesTogether()));
    }

    private boolean onlyRowsDiffer() {
        return files.isEmpty() && thresholds.isEmpty();
    }

    private Change rulesTogether() {
        boolean unseen = Stream.concat(
                        files.values().stream(), thresholds.values().stream().filter(Trial::isTried))
                .anyMatch(trial -> trial.change() == Change.UNCLEAR);
        return whole.change() == Change.TIGHTER && unseen ? Change.UNCLEAR : whole.change();
    }

    private RulebookDiff.ThresholdRow row(String name, Trial trial) {
        Threshold any = Objects.requireNonNull(
                now.thresholds().getOrDefault(name, then.thresholds().get(name)));
        return new RulebookDiff.ThresholdRow(name, before(name), after(name), any.unit(), trial.change(), trial.why());
    }

    private String before(String threshold) {
        return text(then.thresholds().get(threshold));
    }

    private String after(String threshold) {
        return text(now.thresholds().get(threshold));
    }

    private static String text(@Nullable Threshold threshold) {
        return threshold == null ? RulebookDiff.NONE : threshold.value().toString();
    }

    /** The first rulebook with one threshold of the second. */
    private Side withThreshold(String name) {
        if (!then.thresholds().containsKey(name) || !now.thresholds().containsKey(name)) {
            throw new IllegalArgumentException("it comes or goes with its rules");
        }
        return new Side(then.rulebook(), ThresholdValues.authored(then.rulebook(), Map.of(name, after(name))));
    }

    /** The first rulebook with some files of the second, whose thresholds keep the first rulebook's values and limits. */
    private Side withFiles(Set<String> paths) {
        Map<String, String> texts = new TreeMap<>(then.texts());
        texts.keySet().removeAll(paths);
        now.texts().forEach((path, text) -> {
            if (paths.contains(path)) {
                texts.put(path, text);
            }
        });
        List<RuleFile> mixed = texts.entrySet().stream()
                .map(f -> new RuleFile(f.getKey(), f.getValue()))
                .toList();
        Rulebook rulebook =
                RulebookCompiler.compile(new RulebookFiles(then.files().manifest(), mixed));
        Map<String, String> values = new HashMap<>();
        rulebook.thresholds().keySet().stream()
                .filter(then.thresholds()::containsKey)
                .forEach(name -> values.put(name, before(name)));
        return new Side(
                rulebook,
                ThresholdValues.authored(rulebook, values)
                        .withLimits(then.rulebook().limits().only(rulebook.thresholds()::containsKey)));
    }

    @Override
    public void close() {
        first.close();
        whole.close();
        thresholds.values().forEach(Trial::close);
        files.values().forEach(Trial::close);
    }
}
