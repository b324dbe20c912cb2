package io.quantum.governor.engine.serve.shadow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a candidate would have changed, at all daemons together.
 *
 * @param candidate the candidate, or the last one when none is shadowed
 * @param since when the first daemon took it, ISO 8601; empty when none has
 * @param plans how many plans were compared
 * @param missed how many were not, because the candidate was too slow
 * @param rows compared plans by result, gate and reason, the most first
 * @param daemons each daemon that has heard of it, without rows of its own
 */
public record ShadowReport(
        Candidate candidate,
        String since,
        long plans,
        long missed,
        List<DaemonShadow.Row> rows,
        List<DaemonShadow> daemons) {
    private static final int EXAMPLES = 3;

    /** Reads what Redis holds; empty when nothing was ever shadowed. */
    public static Optional<ShadowReport> read(CandidateStore store) {
        return store.last().map(candidate -> of(candidate, store.told(candidate)));
    }

    static ShadowReport of(Candidate candidate, List<DaemonShadow> daemons) {
        return new ShadowReport(
                candidate,
                daemons.stream()
                        .map(DaemonShadow::since)
                        .min(Comparator.naturalOrder())
                        .orElse(""),
                daemons.stream().mapToLong(DaemonShadow::plans).sum(),
                daemons.stream().mapToLong(DaemonShadow::missed).sum(),
                together(daemons),
                daemons);
    }

    private static List<DaemonShadow.Row> together(List<DaemonShadow> daemons) {
        Map<Comparison, DaemonShadow.Row> sums = new LinkedHashMap<>();
        for (DaemonShadow daemon : daemons) {
            for (DaemonShadow.Row row : daemon.rows()) {
                sums.merge(new Comparison(row.result(), row.gate(), row.reason()), row, ShadowReport::sum);
            }
        }
        List<DaemonShadow.Row> rows = new ArrayList<>(sums.values());
        rows.sort(Comparator.comparingLong(DaemonShadow.Row::plans).reversed());
        return rows;
    }

    private static DaemonShadow.Row sum(DaemonShadow.Row a, DaemonShadow.Row b) {
        List<String> last = Stream.of(a.lastPlans(), b.lastPlans())
                .flatMap(Collection::stream)
                .limit(EXAMPLES)
                .toList();
        return new DaemonShadow.Row(a.result(), a.gate(), a.reason(), a.plans() + b.plans(), last);
    }

    /** How many plans had this result. */
    public long plans(String result) {
        return rows.stream()
                .filter(row -> row.result().equals(result))
                .mapToLong(DaemonShadow.Row::plans)
                .sum();
    }

    /** How the first daemon gets on, for its page of health. */
    Map<String, Object> health() {
        DaemonShadow daemon = daemons.get(0);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("candidate", candidate.title());
        fields.put("from", candidate.from());
        fields.put("state", daemon.state());
        fields.put("since", daemon.since());
        fields.put("plans", plans);
        fields.put("differ", plans - plans(Comparison.AGREE));
        if (!daemon.why().isEmpty()) {
            fields.put("step", daemon.step());
            fields.put("why", daemon.why());
        }
        return fields;
    }
}
