package io.quantum.governor.engine.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.Stats;
import io.quantum.governor.engine.rules.ruletest.TextTable;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code governor audit stats}: how many decisions of which sort. */
@Command(
        name = "stats",
        description = {
            "Counts decisions by what was decided, gate, reason, symbol and hour.",
            "Example: ${ROOT-COMMAND-NAME} audit stats --since 24h"
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:counted", "1:usage or I/O"})
final class AuditStatsCommand implements Callable<Integer> {
    /** A terminal's worth; json and csv have all. */
    private static final int SHOWN = 24;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private TimeOptions time = new TimeOptions();

    @Mixin
    private AuditOutput output = new AuditOutput();

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (Archive archive = OpenAudit.archive()) {
            Stats stats = archive.stats(time.since(), time.until());
            switch (output.format()) {
                case json -> out.println(new String(Json.bytes(stats), UTF_8));
                case csv -> csv(stats, out);
                case pretty -> out.print(text(stats));
            }
        }
        out.flush();
        return 0;
    }

    private static Map<String, List<Stats.Count>> tables(Stats stats) {
        Map<String, List<Stats.Count>> tables = new LinkedHashMap<>();
        tables.put("decision", stats.byDecision());
        tables.put("gate", stats.byGate());
        tables.put("reason", stats.byReason());
        tables.put("symbol", stats.bySymbol());
        tables.put("hour", stats.byHour());
        return tables;
    }

    private static void csv(Stats stats, PrintWriter out) {
        out.println(Csv.line("by", "name", "decisions", "blocked"));
        tables(stats)
                .forEach((by, counts) ->
                        counts.forEach(c -> out.println(Csv.line(by, c.name(), c.decisions(), c.blocked()))));
    }

    private static String text(Stats stats) {
        StringBuilder text = new StringBuilder(stats.decisions() + " decisions\n");
        tables(stats).forEach((by, counts) -> {
            TextTable table = new TextTable().row(by, "decisions", "blocked");
            int from = by.equals("hour") ? Math.max(0, counts.size() - SHOWN) : 0;
            counts.subList(from, Math.min(counts.size(), from + SHOWN))
                    .forEach(c -> table.row(
                            c.name().isEmpty() ? "(none)" : c.name(),
                            Long.toString(c.decisions()),
                            Long.toString(c.blocked())));
            text.append('\n').append(table.text());
            if (counts.size() > SHOWN) {
                text.append("  ").append(counts.size() - SHOWN).append(" more; --format csv has all\n");
            }
        });
        return text.toString();
    }
}
