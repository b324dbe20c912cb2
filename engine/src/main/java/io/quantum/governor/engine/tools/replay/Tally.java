package io.quantum.governor.engine.tools.replay;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Plans and what they are worth, by something. Not for use by several threads. */
final class Tally<K> {
    private final K other;
    private final int most;
    private final Map<K, Sum> sums = new HashMap<>();

    /**
     * So many plans.
     *
     * @param plans how many
     * @param notionalUsd what they are worth together, USD
     */
    record Sum(long plans, double notionalUsd) {
        private Sum plus(Sum more) {
            return new Sum(plans + more.plans, notionalUsd + more.notionalUsd);
        }
    }

    /** One line of a table. */
    record Row<K>(K what, long plans, double notionalUsd) {}

    /**
     * @param most kinds that are told apart, so that nobody fills the memory
     * @param other what all others are counted as
     */
    Tally(int most, K other) {
        this.most = most;
        this.other = other;
    }

    void add(K what, double notionalUsd) {
        add(what, new Sum(1, notionalUsd));
    }

    void add(Tally<K> more) {
        more.sums.forEach(this::add);
    }

    private void add(K what, Sum sum) {
        sums.merge(sums.size() < most || sums.containsKey(what) ? what : other, sum, Sum::plus);
    }

    /** The most first. */
    <R> List<R> rows(Function<Row<K>, R> form) {
        return sums.entrySet().stream()
                .map(e ->
                        new Row<>(e.getKey(), e.getValue().plans(), e.getValue().notionalUsd()))
                .sorted(Comparator.comparingLong((Row<K> row) -> row.plans())
                        .reversed()
                        .thenComparing(row -> String.valueOf(row.what())))
                .map(form)
                .toList();
    }
}
