package io.quantum.governor.engine.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.AuditQuery;
import io.quantum.governor.engine.record.archive.AuditRow;
import io.quantum.governor.engine.record.audit.RulebookRecord;
import io.quantum.governor.engine.rules.rulebook.ShortDigest;
import io.quantum.governor.engine.rules.ruletest.TextTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code governor audit rulebooks}: which rules were put in force when, where, and by whom. */
@Command(
        name = "rulebooks",
        description = {
            "Lists which rulebook each daemon put in force when, newest first: where it was read or who released it, and"
                    + " what the environment overrode.",
            "Example: ${ROOT-COMMAND-NAME} audit rulebooks --since 7d"
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:listed", "1:usage or I/O"})
final class AuditRulebooksCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private TimeOptions time = new TimeOptions();

    @Option(names = "--limit", description = "at most this many; default ${DEFAULT-VALUE}")
    private int limit = 50;

    @Mixin
    private AuditOutput output = new AuditOutput();

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        AuditQuery query = new AuditQuery("", "", "", RulebookRecord.OUTCOME, "", time.since(), time.until(), limit);
        try (Archive archive = OpenAudit.archive()) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (AuditRow row : archive.search(query)) {
                rows.add(row(
                        row, RulebookRecord.read(archive.record(row.sequence()).json())));
            }
            print(rows, out);
        }
        out.flush();
        return 0;
    }

    private static Map<String, Object> row(AuditRow row, RulebookRecord record) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", row.at().toString());
        fields.put("version", record.rulebook().version());
        fields.put("digest", record.rulebook().digest());
        fields.put("governor", record.governor());
        fields.put("from", record.from());
        fields.put("overrides", String.join("; ", record.rulebook().overrides()));
        fields.put("sequence", row.sequence());
        return fields;
    }

    private void print(List<Map<String, Object>> rows, PrintWriter out) {
        switch (output.format()) {
            case json -> out.println(new String(Json.bytes(rows), UTF_8));
            case csv -> {
                out.println(Csv.line("at", "version", "digest", "governor", "from", "overrides", "sequence"));
                rows.forEach(row -> out.println(Csv.line(row.values().toArray())));
            }
            case pretty -> {
                TextTable table = new TextTable().row("since", "rulebook", "governor", "from", "overrides");
                rows.forEach(row -> table.row(
                        text(row, "at"),
                        ShortDigest.beside(text(row, "version"), text(row, "digest")),
                        text(row, "governor"),
                        text(row, "from"),
                        text(row, "overrides")));
                out.print(rows.isEmpty() ? "no rulebook is on record\n" : table.text());
            }
        }
    }

    private static String text(Map<String, Object> row, String field) {
        return String.valueOf(row.get(field));
    }
}
