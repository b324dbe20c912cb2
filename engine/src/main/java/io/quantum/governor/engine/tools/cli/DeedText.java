package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.record.archive.AuditRow;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.rules.rulebook.ShortDigest;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** A deed for people, for programs and for spreadsheets. */
final class DeedText {
    private static final int LONGEST_IN_A_LINE = 120;

    private DeedText() {}

    static String csvHeading() {
        return Csv.line(
                "sequence",
                "audit_id",
                "at",
                "deed",
                "who",
                "from",
                "why",
                "before",
                "after",
                "rules_version",
                "rules_digest",
                "more");
    }

    /** By the names of the columns. */
    static Map<String, Object> json(AuditRow row, Deed deed) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sequence", row.sequence());
        fields.put("audit_id", row.auditId());
        fields.put("at", deed.at().toString());
        fields.put("deed", deed.deed());
        fields.put("who", deed.who());
        fields.put("from", deed.from());
        fields.put("why", deed.why());
        fields.put("before", deed.before());
        fields.put("after", deed.after());
        fields.put("rules_version", deed.version());
        fields.put("rules_digest", deed.digest());
        fields.put("more", deed.more());
        return fields;
    }

    /** {@code KILL_SWITCH_ON by ann (command line at host1): odd fills; off -> on: quantum:kill}, on one line. */
    private static String sentence(Deed deed) {
        StringBuilder text = new StringBuilder(deed.deed());
        text.append(" by ")
                .append(line(deed.who()))
                .append(" (")
                .append(line(deed.from()))
                .append(')');
        if (!deed.why().isEmpty()) {
            text.append(": ").append(line(deed.why()));
        }
        if (!deed.before().isEmpty() || !deed.after().isEmpty()) {
            text.append("; ").append(line(deed.before().isEmpty() ? "unknown" : deed.before()));
            text.append(" -> ").append(line(deed.after()));
        }
        return text.toString();
    }

    /** When, the sentence, and which record it is. */
    static String line(AuditRow row, Deed deed) {
        String record = row.sequence() == 0 ? "not yet archived" : "record " + row.sequence();
        return String.format("%-24s %s  [%s]", deed.at().truncatedTo(ChronoUnit.MILLIS), sentence(deed), record);
    }

    /** All of it, a line each. */
    static String body(Deed deed) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("deed", deed.deed());
        fields.put("who", deed.who());
        fields.put("from", deed.from());
        fields.put("why", deed.why());
        fields.put("before", deed.before());
        fields.put("after", deed.after());
        if (!deed.version().isEmpty()) {
            fields.put("rulebook", ShortDigest.beside(deed.version(), deed.digest()));
        }
        fields.putAll(deed.more());
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) ->
                text.append(String.format("  %-10s %s%n", name, value.replace("\n", "\n             "))));
        return text.toString();
    }

    /** What is too long for a line is shown whole by {@code audit show}. */
    private static String line(String text) {
        String flat = text.replace('\n', ' ');
        return flat.length() <= LONGEST_IN_A_LINE ? flat : flat.substring(0, LONGEST_IN_A_LINE) + "...";
    }
}
