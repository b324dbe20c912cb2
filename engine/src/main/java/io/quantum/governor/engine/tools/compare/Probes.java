package io.quantum.governor.engine.tools.compare;

import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.ruletest.TestedFacts;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.Fact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What two rulebooks are asked: every case of both rulebooks' tests in every mode, those at the limits of unchanged files
 * among them; the cases of each changed file with values at and around both values of each of its thresholds, and with
 * the words and numbers that changed.
 */
final class Probes {
    private final ComparedRulebook before;
    private final ComparedRulebook after;
    private final Set<Probe> probes = new LinkedHashSet<>();
    private final Map<String, List<TestedFacts>> byStem;
    private final List<TestedFacts> all;

    private Probes(ComparedRulebook before, ComparedRulebook after) {
        this.before = before;
        this.after = after;
        Map<List<Object>, TestedFacts> distinct = new LinkedHashMap<>();
        List.of(before, after)
                .forEach(side ->
                        side.cases().forEach(c -> distinct.put(List.of(c.stem(), c.thresholds(), c.facts()), c)));
        all = List.copyOf(distinct.values());
        byStem = all.stream().collect(Collectors.groupingBy(TestedFacts::stem));
    }

    static Set<Probe> of(ComparedRulebook before, ComparedRulebook after) {
        Probes made = new Probes(before, after);
        made.all.forEach(c -> {
            made.add(c, c.facts(), c.thresholds());
            made.add(c, c.facts(), Map.of());
        });
        Set<String> changed = RuleText.changed(before.texts(), after.texts());
        Set<String> stems = changed.stream().map(Probes::stemOf).collect(Collectors.toSet());
        made.limits()
                .filter(limit -> stems.contains(limit.stem()))
                .collect(Collectors.groupingBy(Limit::stem))
                .forEach(made::vary);
        changed.forEach(made::vary);
        return made.probes;
    }

    /** The cases that a threshold is about, as they are and with values at and around two of its values. */
    static Set<Probe> around(
            ComparedRulebook before, ComparedRulebook after, String threshold, Object then, Object now) {
        Probes made = new Probes(before, after);
        String stem = stem(threshold);
        made.byStem.getOrDefault(stem, made.all).forEach(c -> made.add(c, c.facts(), Map.of()));
        if (then instanceof Number one && now instanceof Number other) {
            made.vary(stem, List.of(new Limit(stem, one.doubleValue(), other.doubleValue(), then instanceof Long)));
        }
        return made.probes;
    }

    private java.util.stream.Stream<Limit> limits() {
        Set<String> names = new TreeSet<>(before.thresholds().keySet());
        names.addAll(after.thresholds().keySet());
        return names.stream().map(this::limit).filter(Objects::nonNull);
    }

    private @org.jspecify.annotations.Nullable Limit limit(String name) {
        var then = before.number(name).or(() -> after.number(name));
        var now = after.number(name).or(() -> before.number(name));
        if (then.isEmpty() || now.isEmpty()) {
            return null;
        }
        var threshold = Objects.requireNonNull(
                after.thresholds().getOrDefault(name, before.thresholds().get(name)));
        return new Limit(stem(name), then.get(), now.get(), threshold.value() instanceof Long);
    }

    /** {@code killScore.critical} is declared in {@code kill-score.drl}. */
    private static String stem(String threshold) {
        return threshold.split("\\.", 2)[0].replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    private void vary(String stem, List<Limit> limits) {
        List<TestedFacts> cases = byStem.getOrDefault(stem, all);
        Set<Double> around =
                limits.stream().flatMap(l -> l.around().stream()).collect(Collectors.toCollection(TreeSet::new));
        vary(cases, new Variation(around, limits, Set.of()), Fields.thatDiffer(cases));
    }

    /** A word or number that came or went may be the only thing on which a rule turns, in any component of any fact. */
    private void vary(String path) {
        String then = before.texts().getOrDefault(path, "");
        String now = after.texts().getOrDefault(path, "");
        Variation variation = new Variation(RuleText.numbers(then, now), List.of(), RuleText.words(then, now));
        vary(byStem.getOrDefault(stemOf(path), all), variation, Fields.ALL);
    }

    private static String stemOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1).replaceAll("\\.drl$", "");
    }

    private void vary(List<TestedFacts> cases, Variation variation, Fields fields) {
        for (TestedFacts one : cases) {
            variation.of(one.facts(), fields).forEach(facts -> add(one, facts, Map.of()));
        }
    }

    private void add(TestedFacts one, List<Fact> facts, Map<String, String> thresholds) {
        if (one.part() != Part.PLAN) {
            probes.add(new Probe(one.part(), thresholds, facts, one.test()));
            return;
        }
        for (String mode : ApplyMode.NAMES) {
            List<Fact> inMode = new ArrayList<>(facts);
            inMode.replaceAll(fact -> fact instanceof ApplyMode ? new ApplyMode(mode) : fact);
            probes.add(new Probe(one.part(), thresholds, inMode, one.test()));
        }
    }
}
