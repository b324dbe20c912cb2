package io.quantum.governor.engine.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.AuditQuery;
import io.quantum.governor.engine.record.archive.AuditQuery.RecordKind;
import io.quantum.governor.engine.record.archive.AuditRow;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code governor audit search}: which decisions were made, and what else is on record. */
@Command(
        name = "search",
        description = {
            "Lists decisions, or records of another kind, newest first, by any combination of what they have in common.",
            "Examples: ${ROOT-COMMAND-NAME} audit search --symbol BTCUSDT --decision block --since 24h",
            "          ${ROOT-COMMAND-NAME} audit search --reason daily_limit_exceeded --rulebook 1.2.0 --format csv"
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:searched, whatever was found", "1:usage or I/O"})
final class AuditSearchCommand implements Callable<Integer> {
    /** What is looked for. */
    enum Sort {
        decision,
        deed,
        rulebook,
        all
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--symbol", description = "BTCUSDT")
    private String symbol = "";

    @Option(names = "--reason", description = "the reason code of a block, or the name of a deed")
    private String reason = "";

    @Option(names = "--gate", description = "the number of the gate that blocked: -1, 0, 0.5, ...")
    private String gate = "";

    @Option(names = "--decision", description = "permit, block, skip, duplicate, dead_letter, rulebook or deed")
    private String decision = "";

    @Option(
            names = "--kind",
            description = "decision, deed (what was done to the governor), rulebook, or all; default: decision")
    private @Nullable Sort kind;

    @Option(names = "--rulebook", description = "a rulebook's version, or its digest or the beginning of it")
    private String rulebook = "";

    @Mixin
    private TimeOptions time = new TimeOptions();

    @Option(names = "--limit", description = "at most this many; default ${DEFAULT-VALUE}, most " + AuditQuery.MOST)
    private int limit = 50;

    @Mixin
    private AuditOutput output = new AuditOutput();

    @Override
    public Integer call() {
        AuditQuery query =
                new AuditQuery(kind(), symbol, reason, gate, decision, rulebook, time.since(), time.until(), limit);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (Archive archive = OpenAudit.archive()) {
            print(archive.search(query), out);
        }
        return 0;
    }

    private RecordKind kind() {
        if (kind != null) {
            return RecordKind.valueOf(kind.name().toUpperCase(Locale.ROOT));
        }
        return decision.isEmpty() ? RecordKind.DECISION : RecordKind.ALL;
    }

    private void print(List<AuditRow> rows, PrintWriter out) {
        switch (output.format()) {
            case json ->
                out.println(
                        new String(Json.bytes(rows.stream().map(AuditRows::json).toList()), UTF_8));
            case csv -> {
                out.println(AuditRows.csvHeading());
                rows.forEach(row -> out.println(AuditRows.csv(row)));
            }
            case pretty -> {
                out.print(rows.isEmpty() ? "no such record is archived\n" : AuditRows.table(rows));
                if (rows.size() == limit) {
                    out.println("  the newest " + limit + "; --limit shows more");
                }
            }
        }
        out.flush();
    }
}
