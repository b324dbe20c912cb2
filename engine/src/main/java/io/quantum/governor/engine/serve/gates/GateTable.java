package io.quantum.governor.engine.serve.gates;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lays a report of the gates out for people: a line for each gate, its thresholds beneath it. */
public final class GateTable {
    private static final List<String> HEADING =
            List.of("gate", "name", "owner", "last PASS", "last BLOCK", "last OPEN", "last test");
    private static final int DAY = "2026-01-28".length();
    private static final int SECONDS = "2026-01-28T12:00:00".length();

    private GateTable() {}

    /**
     * Gates and thresholds, then the notes.
     *
     * @param today of its moments the time of day is told, of others the day, in UTC
     */
    public static String of(GateReport report, LocalDate today) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADING);
        report.gates().forEach(gate -> rows.add(cells(gate, today)));
        int[] widths = IntStream.range(0, HEADING.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder("rulebook " + report.rulebook() + "; answers since "
                + moment(report.since(), today) + ", when this daemon was started\n");
        if (!report.plans().isEmpty()) {
            text.append("thresholds as they are for plans of ")
                    .append(report.plans())
                    .append('\n');
        }
        text.append(line(HEADING, widths)).append('\n');
        for (GateReport.Row gate : report.gates()) {
            text.append(line(cells(gate, today), widths)).append('\n');
            gate.thresholds().forEach(t -> text.append(threshold(t)).append('\n'));
        }
        report.gates()
                .forEach(gate -> gate.notes()
                        .forEach(note -> text.append(gate.name())
                                .append(": ")
                                .append(note)
                                .append('\n')));
        return text.toString();
    }

    private static List<String> cells(GateReport.Row gate, LocalDate today) {
        return List.of(
                gate.number(),
                gate.name(),
                gate.owner(),
                moment(gate.lastPass(), today),
                moment(gate.lastBlock(), today),
                moment(gate.lastOpen(), today),
                moment(gate.lastTest(), today));
    }

    private static String threshold(Map<String, Object> threshold) {
        String said = "    " + threshold.get("name") + " " + threshold.get("value") + " " + threshold.get("unit");
        if (threshold.containsKey("row")) {
            return said + ", for " + threshold.get("row") + " by " + threshold.get("from");
        }
        int rows = threshold.getOrDefault("rows", 0) instanceof Integer count ? count : 0;
        return said + ", from " + threshold.get("from")
                + (rows == 0 ? "" : rows == 1 ? "; 1 row of limits" : "; " + rows + " rows of limits");
    }

    private static String moment(String iso, LocalDate today) {
        if (iso.isEmpty()) {
            return "never";
        }
        return iso.startsWith(today.toString())
                ? iso.substring(DAY + 1, Math.min(SECONDS, iso.length())) + "Z"
                : iso.substring(0, DAY);
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, row.size())
                .mapToObj(i -> row.get(i) + " ".repeat(widths[i] - row.get(i).length()))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}
