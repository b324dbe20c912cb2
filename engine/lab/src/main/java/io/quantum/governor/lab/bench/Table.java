package io.quantum.governor.lab.bench;

import java.util.List;
import java.util.Locale;

/** The rows as a table that fits a terminal and a Markdown page. */
final class Table {
    private Table() {}

    static String of(List<Row> rows) {
        StringBuilder table = new StringBuilder();
        table.append(String.format(
                "| %-44s | %9s | %9s | %9s | %9s | %8s | %8s | %8s | %6s |%n",
                "what", "p50 µs", "p95 µs", "p99 µs", "max µs", "plans/s", "gov µs", "redis µs", "RSS MB"));
        table.append("| " + "-".repeat(44) + " |" + " --------: |".repeat(4) + " -------: |".repeat(3) + " -----: |\n");
        for (Row row : rows) {
            table.append(String.format(
                    "| %-44s | %9s | %9s | %9s | %9s | %8s | %8s | %8s | %6s |%n",
                    row.name(),
                    number(row.p50Micros()),
                    number(row.p95Micros()),
                    number(row.p99Micros()),
                    number(row.maxMicros()),
                    number(row.perSecond()),
                    number(row.governorMicros()),
                    number(row.redisMicros()),
                    number(row.residentMegabytes())));
        }
        return table.toString();
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
    }
}
