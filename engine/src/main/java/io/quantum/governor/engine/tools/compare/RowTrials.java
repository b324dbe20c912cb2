package io.quantum.governor.engine.tools.compare;

import io.quantum.governor.engine.rules.rulebook.Threshold;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.engine.rules.rulebook.limits.LimitRow;
import io.quantum.governor.engine.rules.rulebook.limits.LimitScope;
import io.quantum.governor.engine.rules.rulebook.limits.LimitTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What rows of limits do that came, went or changed. A row sets a threshold for some plans, so each is judged by the two
 * values that these plans have before and after, whichever row or rule file these are from; many rows share them. Not for
 * use by several threads.
 */
final class RowTrials {
    /** Each takes a fraction of a second; of what is not tried nobody says that it is tighter. */
    private static final int MOST_PAIRS = 300;

    private static final int MOST_POINTS = 1_000_000;

    private final ComparedRulebook then;
    private final ComparedRulebook now;
    private final boolean rulesDiffer;
    private final Map<Pair, Tried> tried = new HashMap<>();
    private final Map<String, Named> named = new HashMap<>();
    private final Map<Change, Integer> counts = new EnumMap<>(Change.class);
    private final Map<Change, List<String>> examples = new EnumMap<>(Change.class);
    private final List<RulebookDiff.LimitRow> rows = new ArrayList<>();
    private int points;
    private int probes;

    /** A threshold's values for the same plans. */
    private record Pair(String threshold, Object before, Object after) {}

    /**
     * What a pair does.
     *
     * @param alone with the rules of the first rulebook
     * @param together with the rules of the second one after, too
     */
    private record Tried(Change alone, Change together) {
        static final Tried UNKNOWN = new Tried(Change.UNCLEAR, Change.UNCLEAR);
    }

    /** Everything that a row of a threshold names; what is empty stands for something that none does. */
    private record Named(Set<String> symbols, Set<String> strategies, Set<String> accounts) {}

    private record Place(String threshold, LimitScope scope) {}

    /** @param rulesDiffer whether rules or thresholds differ too */
    RowTrials(ComparedRulebook then, ComparedRulebook now, boolean rulesDiffer) {
        this.then = then;
        this.now = now;
        this.rulesDiffer = rulesDiffer;
    }

    /** Whether any row came, went or changed its value. */
    static boolean differ(ComparedRulebook then, ComparedRulebook now) {
        return !changed(then, now).isEmpty();
    }

    private static Set<Place> changed(ComparedRulebook then, ComparedRulebook now) {
        Map<Place, Object> before = values(then);
        Map<Place, Object> after = values(now);
        Set<Place> places = new LinkedHashSet<>(before.keySet());
        places.addAll(after.keySet());
        places.removeIf(place -> Objects.equals(before.get(place), after.get(place)));
        return places;
    }

    private static Map<Place, Object> values(ComparedRulebook side) {
        Map<Place, Object> values = new LinkedHashMap<>();
        side.rulebook().limits().rows().forEach(r -> values.put(new Place(r.threshold(), r.scope()), r.value()));
        return values;
    }

    /** Tries every row that differs; what they do together. */
    Change run() {
        List<Change> all = new ArrayList<>();
        for (Place place : changed(then, now)) {
            List<Tried> ofRow = pairs(place).stream().map(this::tried).toList();
            all.addAll(ofRow.stream().map(Tried::together).toList());
            String name = place.threshold();
            Threshold any = Objects.requireNonNull(
                    now.thresholds().getOrDefault(name, then.thresholds().get(name)));
            rows.add(new RulebookDiff.LimitRow(
                    name,
                    place.scope().toString(),
                    String.valueOf(value(then, name, place.scope())),
                    String.valueOf(value(now, name, place.scope())),
                    any.unit(),
                    Change.together(ofRow.stream().map(Tried::alone).toList())));
        }
        return Change.together(all);
    }

    /** The values before and after of all plans for which a row counts, or would without another one. */
    private Set<Pair> pairs(Place place) {
        Set<Pair> pairs = new LinkedHashSet<>();
        LimitScope scope = place.scope();
        String name = place.threshold();
        Named named = this.named.computeIfAbsent(name, this::named);
        for (String symbol : oneOr(scope.symbol(), named.symbols())) {
            for (String strategy : oneOr(scope.strategy(), named.strategies())) {
                for (String account : oneOr(scope.account(), named.accounts())) {
                    LimitScope plans = new LimitScope(symbol, strategy, account);
                    // too many to look at are like one that nobody knows
                    Object before = points++ < MOST_POINTS ? value(then, name, plans) : RulebookDiff.NONE;
                    pairs.add(new Pair(name, before, value(now, name, plans)));
                }
            }
        }
        pairs.removeIf(pair -> pair.before().equals(pair.after()));
        return pairs;
    }

    private static Set<String> oneOr(String one, Set<String> all) {
        return one.isEmpty() ? all : Set.of(one);
    }

    private Named named(String threshold) {
        Named named = new Named(new TreeSet<>(Set.of("")), new TreeSet<>(Set.of("")), new TreeSet<>(Set.of("")));
        for (ComparedRulebook side : List.of(then, now)) {
            for (LimitRow row : side.rulebook().limits().rows()) {
                if (row.threshold().equals(threshold)) {
                    named.symbols().add(row.scope().symbol());
                    named.strategies().add(row.scope().strategy());
                    named.accounts().add(row.scope().account());
                }
            }
        }
        return named;
    }

    private static Object value(ComparedRulebook side, String name, LimitScope plans) {
        LimitTable limits = side.rulebook().limits();
        @Nullable LimitRow row = limits.of(plans).get(name);
        @Nullable Threshold threshold = side.thresholds().get(name);
        return row != null ? row.value() : threshold == null ? RulebookDiff.NONE : threshold.value();
    }

    private Tried tried(Pair pair) {
        @Nullable Tried before = tried.get(pair);
        if (before != null) {
            return before;
        }
        boolean possible =
                !pair.before().equals(RulebookDiff.NONE) && !pair.after().equals(RulebookDiff.NONE);
        Tried made = possible && tried.size() < MOST_PAIRS ? attempt(pair) : Tried.UNKNOWN;
        tried.put(pair, made);
        return made;
    }

    private Tried attempt(Pair pair) {
        Change alone = attempt(pair, then);
        return new Tried(alone, rulesDiffer ? attempt(pair, now) : alone);
    }

    private Change attempt(Pair pair, ComparedRulebook rules) {
        try (Side before = side(then, pair, pair.before());
                Trial trial = Trial.of(() -> side(rules, pair, pair.after()))) {
            for (Probe probe : Probes.around(then, now, pair.threshold(), pair.before(), pair.after())) {
                trial.on(probe, before.judge(probe));
                probes++;
            }
            trial.counts().forEach((change, count) -> counts.merge(change, count, Integer::sum));
            trial.examples().forEach(examples::putIfAbsent);
            return trial.change();
        }
    }

    private static Side side(ComparedRulebook side, Pair pair, Object value) {
        return new Side(
                side.rulebook(), ThresholdValues.of(side.rulebook(), Map.of(pair.threshold(), value.toString())));
    }

    /** Every row that differs, after {@link #run}. */
    List<RulebookDiff.LimitRow> rows() {
        return rows;
    }

    int probes() {
        return probes;
    }

    Map<Change, Integer> counts() {
        return counts;
    }

    Map<Change, List<String>> examples() {
        return examples;
    }
}
