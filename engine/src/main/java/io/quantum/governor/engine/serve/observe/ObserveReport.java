package io.quantum.governor.engine.serve.observe;

import io.quantum.governor.engine.rules.ruletest.TextTable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How two governors have agreed, and whether this one may take over.
 *
 * @param rulebook by which it judges
 * @param since when it began
 * @param days on how many days plans were observed
 * @param plans how many were compared, or should have been
 * @param rows results with gates and reasons, disagreements first
 * @param values budgets and proposals of both engines that were compared
 * @param disagreements plans about which both decide otherwise, and that are no known differences
 * @param proven gates by which both have blocked a plan
 * @param notProven gates that nothing was seen of so far
 * @param notCompared engines of which both never worked out the same value
 * @param lacks what still speaks against taking over; empty when nothing does
 */
public record ObserveReport(
        String rulebook,
        String since,
        long days,
        long plans,
        List<Row> rows,
        List<Values> values,
        long disagreements,
        List<String> proven,
        List<String> notProven,
        List<String> notCompared,
        List<String> lacks) {
    private static final List<String> ENGINES = List.of(Compared.BUDGET, Compared.ALLOCATION);
    private static final int EXAMPLES = 5;
    private static final double PERCENT = 100.0;

    /** So long both must have agreed before one takes the other's place. */
    private static final int DAYS = 7;

    private static final Set<String> DISAGREEMENTS =
            Set.of(Observation.WE_BLOCK, Observation.WE_PERMIT, Observation.OTHER_REASON, Observation.OTHER_QTY);
    private static final Set<String> UNCLEAR = Set.of(Observation.SILENT, Observation.RACED, Observation.MISSED);

    /** More than this part of all plans must not be unclear. */
    private static final double MOST_UNCLEAR = 0.05;

    private static final Set<String> AGAINST = Set.of(Observation.WE_BLOCK, Observation.WE_PERMIT);

    /**
     * Plans that were observed alike.
     *
     * @param examples the newest ones, with what both say: {@code plan_id symbol ours our_reason theirs their_reason ...}
     */
    public record Row(String result, String gate, String reason, long plans, List<Map<String, String>> examples) {
        private boolean isDisagreement() {
            return DISAGREEMENTS.contains(result);
        }
    }

    /**
     * Budgets or proposals that were observed alike.
     *
     * @param engine {@code budget} or {@code allocation}
     * @param count one for each symbol and cycle
     * @param examples the newest ones: {@code symbol ours theirs}
     */
    public record Values(String engine, String result, long count, List<Map<String, String>> examples) {
        private boolean isAgainst() {
            return result.equals(Compared.OTHER_VALUE) || result.equals(Compared.ONLY_THERE);
        }
    }

    /**
     * Reads what was observed.
     *
     * @return empty when nothing ever observed
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    public static Optional<ObserveReport> of(ObserveStore store, Instant now) {
        return store.about().map(about -> of(about, store, now));
    }

    private static ObserveReport of(ObserveStore.About about, ObserveStore store, Instant now) {
        List<ObserveStore.Count> counts = store.counts(day(about.since()), day(now));
        Map<Observation, Long> plans = counts.stream()
                .collect(Collectors.groupingBy(
                        ObserveStore.Count::what, Collectors.summingLong(ObserveStore.Count::plans)));
        Map<Observation, List<Map<String, String>>> examples = store.differences(EXAMPLES);
        List<Row> rows = plans.entrySet().stream()
                .map(e -> new Row(
                        e.getKey().result(),
                        e.getKey().gate(),
                        e.getKey().reason(),
                        e.getValue(),
                        examples.getOrDefault(e.getKey(), List.of())))
                .sorted(Comparator.comparing((Row row) -> !row.isDisagreement())
                        .thenComparing(Row::result)
                        .thenComparing(Row::plans, Comparator.reverseOrder()))
                .toList();
        List<Values> values = store.values(day(about.since()), day(now)).entrySet().stream()
                .map(e -> new Values(
                        e.getKey().gate(),
                        e.getKey().result(),
                        e.getValue(),
                        examples.getOrDefault(e.getKey(), List.of())))
                .toList();
        List<String> notProven = new ArrayList<>(about.gates());
        notProven.removeAll(about.proven());
        List<String> notCompared = new ArrayList<>(ENGINES);
        values.stream()
                .filter(one -> one.result().equals(Observation.AGREE))
                .forEach(one -> notCompared.remove(one.engine()));
        long days = counts.stream().map(ObserveStore.Count::day).distinct().count();
        return new ObserveReport(
                about.rulebook(),
                about.since().toString(),
                days,
                sum(rows),
                rows,
                values,
                sum(rows, DISAGREEMENTS),
                List.copyOf(about.proven()),
                notProven,
                notCompared,
                lacks(days, rows, values));
    }

    private static List<String> lacks(long days, List<Row> rows, List<Values> values) {
        List<String> lacks = new ArrayList<>();
        if (days < DAYS) {
            lacks.add(days + " of " + DAYS + " days with plans");
        }
        long against = sum(rows, AGAINST);
        if (against > 0) {
            lacks.add(against + " plans that only one governor would execute");
        }
        long unclear = sum(rows, UNCLEAR);
        if (unclear > MOST_UNCLEAR * sum(rows)) {
            lacks.add(unclear + " of " + sum(rows) + " plans unclear (silent, raced or missed)");
        }
        long otherwise = values.stream()
                .filter(Values::isAgainst)
                .mapToLong(Values::count)
                .sum();
        if (otherwise > 0) {
            lacks.add(otherwise + " budgets or proposals that differ");
        }
        return lacks;
    }

    private static long sum(List<Row> rows) {
        return rows.stream().mapToLong(Row::plans).sum();
    }

    private static long sum(List<Row> rows, Set<String> results) {
        return rows.stream()
                .filter(row -> results.contains(row.result()))
                .mapToLong(Row::plans)
                .sum();
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(rulebook)
                .append(" observes since ")
                .append(since)
                .append(": ")
                .append(plans)
                .append(plans == 1 ? " plan, " : " plans, ")
                .append(disagreements)
                .append(" decided otherwise\n");
        if (!rows.isEmpty()) {
            TextTable table = new TextTable().row("plans", "", "result", "gate", "reason", "last plan");
            for (Row row : rows) {
                table.row(
                        Long.toString(row.plans()),
                        String.format(Locale.ROOT, "%.1f %%", row.plans() * PERCENT / plans),
                        row.result(),
                        row.gate(),
                        row.reason(),
                        row.examples().isEmpty() ? "" : row.examples().get(0).getOrDefault("plan_id", ""));
            }
            text.append(table.text());
        }
        for (Row row : rows) {
            if (row.isDisagreement()) {
                row.examples().forEach(example -> text.append(sentence(example)).append('\n'));
            }
        }
        if (!values.isEmpty()) {
            TextTable table = new TextTable().row("values", "engine", "result", "last", "ours", "theirs");
            for (Values one : values) {
                Map<String, String> last =
                        one.examples().isEmpty() ? Map.of() : one.examples().get(0);
                table.row(
                        Long.toString(one.count()),
                        one.engine(),
                        one.result(),
                        last.getOrDefault("symbol", ""),
                        last.getOrDefault("ours", ""),
                        last.getOrDefault("theirs", ""));
            }
            text.append(table.text());
        }
        text.append(
                lacks.isEmpty() ? "cut-over: ready\n" : "cut-over: not yet\n  " + String.join("\n  ", lacks) + "\n");
        if (!notCompared.isEmpty()) {
            text.append("not proven, since both never worked out the same value: ")
                    .append(String.join(", ", notCompared))
                    .append('\n');
        }
        if (!notProven.isEmpty()) {
            text.append("not proven, since no plan was blocked there at both: ")
                    .append(String.join(", ", notProven))
                    .append("; deploy/proofs has checks of its own\n");
        }
        return text.toString();
    }

    private static String sentence(Map<String, String> example) {
        String measured = example.getOrDefault("measured", "");
        return example.getOrDefault("plan_id", "") + " " + example.getOrDefault("symbol", "") + ": we "
                + side(example, "ours", "our_reason", "our_qty")
                + (measured.isEmpty() ? "" : " (" + measured + ")")
                + ", the other governor " + side(example, "theirs", "their_reason", "their_qty");
    }

    private static String side(Map<String, String> example, String decision, String reason, String qty) {
        String said = example.getOrDefault(decision, "unknown");
        String more = example.getOrDefault(said.equals("PERMIT") ? qty : reason, "");
        return said + (more.isEmpty() ? "" : " " + more);
    }
}
