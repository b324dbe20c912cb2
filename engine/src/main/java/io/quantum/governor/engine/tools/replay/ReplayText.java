package io.quantum.governor.engine.tools.replay;

import io.quantum.governor.engine.rules.ruletest.TextTable;
import java.util.List;
import java.util.Locale;

/** Lays a report out for people. */
public final class ReplayText {
    private static final int MOST_SYMBOLS = 20;
    private static final double PERCENT = 100;

    private ReplayText() {}

    /** What was replayed, how much agrees, what flips, the largest flips in sentences, and what was not replayed. */
    public static String of(ReplayReport report) {
        StringBuilder text = new StringBuilder(head(report));
        if (!report.differences().isEmpty()) {
            TextTable table = new TextTable().row("plans", "would be", "gate", "reason", "USD");
            report.differences()
                    .forEach(d -> table.row(
                            Long.toString(d.plans()), words(d.result()), d.gate(), d.reason(), money(d.notionalUsd())));
            text.append(table.text());
        }
        rows(text, "flips by symbol", report.bySymbol());
        rows(text, "flips by size", report.bySize());
        if (!report.largest().isEmpty()) {
            text.append("the largest flips\n");
            report.largest().forEach(l -> text.append("  ").append(l.sentence()).append('\n'));
        }
        rows(text, "facts that were not recorded, and so were missing", report.notRecorded());
        rows(text, "not replayed", report.notReplayed());
        report.unreadable()
                .forEach(u -> text.append("line ")
                        .append(u.number())
                        .append(": ")
                        .append(u.why())
                        .append('\n'));
        long more = report.unreadableRecords() - report.unreadable().size();
        return text.append(more > 0 ? "and " + more + " more lines that can't be read\n" : "")
                .toString();
    }

    private static String head(ReplayReport report) {
        StringBuilder head = new StringBuilder();
        head.append(report.complete() ? "" : "stopped: what follows is what was done until then\n");
        head.append("candidate ")
                .append(report.rulebook())
                .append(", ")
                .append(report.mode())
                .append(" facts of ");
        head.append(report.source()).append('\n');
        report.overrides().forEach(o -> head.append(o).append('\n'));
        head.append(report.plans()).append(" plans");
        head.append(report.replayed() == 0 ? "" : " from " + report.first() + " to " + report.last());
        head.append(", ").append(report.replayed()).append(" decided again (");
        head.append(percent(report.replayed(), report.plans())).append(")\n");
        head.append(percent(report.agreed(), report.replayed())).append(" agree, ");
        return head.append(report.flips()).append(" flip\n").toString();
    }

    private static void rows(StringBuilder text, String title, List<ReplayReport.Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        TextTable table = new TextTable();
        rows.stream()
                .limit(MOST_SYMBOLS)
                .forEach(r -> table.row(
                        Long.toString(r.plans()),
                        words(r.result()),
                        r.what(),
                        r.notionalUsd() == 0 ? "" : money(r.notionalUsd())));
        text.append(title).append('\n').append(table.text());
        text.append(rows.size() > MOST_SYMBOLS ? "  and " + (rows.size() - MOST_SYMBOLS) + " more\n" : "");
    }

    private static String percent(long part, long of) {
        return of == 0 ? "-" : String.format(Locale.ROOT, "%.2f %%", part * PERCENT / of);
    }

    private static String money(double usd) {
        return String.format(Locale.ROOT, "%.2f", usd);
    }

    private static String words(String result) {
        return result.replace('_', ' ');
    }
}
