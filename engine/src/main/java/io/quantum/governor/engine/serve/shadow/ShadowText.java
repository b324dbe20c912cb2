package io.quantum.governor.engine.serve.shadow;

import io.quantum.governor.engine.rules.ruletest.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lays a report out for people. */
public final class ShadowText {
    private static final List<String> RESULTS = List.of(
            Comparison.AGREE,
            Comparison.NEWLY_BLOCKED,
            Comparison.NEWLY_PERMITTED,
            Comparison.OTHER_REASON,
            Comparison.OTHER_PERMIT);
    private static final double PERCENT = 100.0;

    private ShadowText() {}

    /** Which candidate, how many plans, what it would have changed, and how each daemon gets on. */
    public static String of(ShadowReport report) {
        StringBuilder text = new StringBuilder(head(report.candidate())).append('\n');
        text.append(report.plans()).append(" plans compared");
        text.append(report.since().isEmpty() ? "" : " since " + report.since());
        text.append(report.missed() == 0 ? "" : ", " + report.missed() + " missed: the candidate was too slow")
                .append('\n');
        if (report.plans() > 0) {
            text.append(shares(report));
        }
        if (report.plans() > report.plans(Comparison.AGREE)) {
            text.append(differences(report.rows()));
        }
        report.daemons().forEach(daemon -> text.append(line(daemon)).append('\n'));
        return text.toString();
    }

    private static String head(Candidate candidate) {
        return "candidate " + candidate.title() + " from " + candidate.from() + ", by " + candidate.by()
                + (candidate.lasts() ? "" : ", ended " + candidate.ended());
    }

    private static String shares(ShadowReport report) {
        TextTable table = new TextTable();
        for (String result : RESULTS) {
            long plans = report.plans(result);
            table.row(
                    words(result),
                    Long.toString(plans),
                    String.format(Locale.ROOT, "%.1f %%", plans * PERCENT / report.plans()));
        }
        return table.text();
    }

    private static String differences(List<DaemonShadow.Row> rows) {
        TextTable table = new TextTable().row("plans", "would be", "gate", "reason", "last plan");
        for (DaemonShadow.Row row : rows) {
            if (!row.result().equals(Comparison.AGREE)) {
                table.row(
                        Long.toString(row.plans()),
                        words(row.result()),
                        row.gate(),
                        row.reason(),
                        row.lastPlans().stream().findFirst().orElse(""));
            }
        }
        return table.text();
    }

    /** A daemon in two lines: its name, and what becomes of the candidate there. */
    public static String line(DaemonShadow daemon) {
        String beside = daemon.beside().stream().collect(Collectors.joining(", then "));
        return daemon.daemon() + "\n  "
                + switch (daemon.state()) {
                    case DaemonShadow.TAKING -> "lints, compiles and tests it";
                    case DaemonShadow.SHADOWING -> "shadows it beside " + beside + ", heard at " + daemon.at();
                    case DaemonShadow.DECIDES -> "decides by it, so there is nothing left to compare";
                    case DaemonShadow.REFUSED -> "refuses it (" + daemon.step() + "): " + daemon.why();
                    default -> "shadowed it beside " + beside + " until " + daemon.at();
                };
    }

    private static String words(String result) {
        return result.replace('_', ' ');
    }
}
