package io.quantum.governor.engine.gates;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lays a report of the gates out for people. */
public final class GateTable {
    private static final List<String> HEADING =
            List.of("gate", "name", "owner", "last PASS", "last BLOCK", "last OPEN", "last test", "threshold", "from");
    private static final int SECONDS = "2026-01-28T12:00:00".length();

    private GateTable() {}

    /** A line for each gate and further threshold, then the notes. */
    public static String of(GateReport report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADING);
        report.gates().forEach(gate -> add(gate, rows));
        int[] widths = IntStream.range(0, HEADING.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder("rulebook " + report.rulebook() + "; answers since "
                + moment(report.since()) + ", when this daemon was started\n");
        rows.forEach(row -> text.append(line(row, widths)).append('\n'));
        report.gates()
                .forEach(gate -> gate.notes()
                        .forEach(note -> text.append(gate.name())
                                .append(": ")
                                .append(note)
                                .append('\n')));
        return text.toString();
    }

    private static void add(GateReport.Row gate, List<List<String>> rows) {
        List<String> cells = List.of(
                gate.number(),
                gate.name(),
                gate.owner(),
                moment(gate.lastPass()),
                moment(gate.lastBlock()),
                moment(gate.lastOpen()),
                moment(gate.lastTest()));
        List<Map<String, Object>> thresholds = gate.thresholds().isEmpty() ? List.of(Map.of()) : gate.thresholds();
        for (int i = 0; i < thresholds.size(); i++) {
            Map<String, Object> threshold = thresholds.get(i);
            List<String> row = new ArrayList<>(i == 0 ? cells : Collections.nCopies(cells.size(), ""));
            row.add(
                    threshold.isEmpty()
                            ? ""
                            : threshold.get("name") + " " + threshold.get("value") + " " + threshold.get("unit"));
            row.add(String.valueOf(threshold.getOrDefault("from", "")));
            rows.add(row);
        }
    }

    private static String moment(String iso) {
        return iso.isEmpty() ? "never" : iso.substring(0, Math.min(SECONDS, iso.length())) + "Z";
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, row.size())
                .mapToObj(i -> row.get(i) + " ".repeat(widths[i] - row.get(i).length()))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}
