package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.record.archive.AuditRow;
import io.quantum.governor.engine.rules.rulebook.ShortDigest;
import io.quantum.governor.engine.rules.ruletest.TextTable;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the archive's columns say, for people, for programs and for spreadsheets. */
final class AuditRows {
    private AuditRows() {}

    static String csvHeading() {
        return Csv.line(
                "sequence",
                "audit_id",
                "at",
                "decision",
                "gate",
                "reason",
                "symbol",
                "plan_id",
                "rules_version",
                "rules_digest");
    }

    static String csv(AuditRow row) {
        return Csv.line(json(row).values().toArray());
    }

    /** By the names of the columns. */
    static Map<String, Object> json(AuditRow row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sequence", row.sequence());
        fields.put("audit_id", row.auditId());
        fields.put("at", row.at().toString());
        fields.put("decision", row.kind().outcome());
        fields.put("gate", row.kind().gate());
        fields.put("reason", row.kind().reason());
        fields.put("symbol", row.kind().symbol());
        fields.put("plan_id", row.planId());
        fields.put("rules_version", row.kind().version());
        fields.put("rules_digest", row.kind().digest());
        return fields;
    }

    static String table(List<AuditRow> rows) {
        TextTable table =
                new TextTable().row("at", "decision", "gate", "reason", "symbol", "plan", "rulebook", "record");
        rows.forEach(row -> table.row(cells(row)));
        return table.text();
    }

    static String line(AuditRow row) {
        return String.format("%-24s %-11s %-14s %-30s %-12s %s  %s  %s", (Object[]) cells(row));
    }

    private static String[] cells(AuditRow row) {
        return new String[] {
            row.at().truncatedTo(ChronoUnit.MILLIS).toString(),
            row.kind().outcome(),
            row.kind().gate(),
            row.kind().reason(),
            row.kind().symbol(),
            row.planId(),
            ShortDigest.beside(row.kind().version(), row.kind().digest()),
            row.sequence() == 0 ? "-" : Long.toString(row.sequence())
        };
    }
}
