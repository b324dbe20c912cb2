package io.quantum.governor.engine.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.archive.AuditQuery;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code governor audit events}: what was done to the governor, by whom, and why. */
@Command(
        name = "events",
        description = {
            "Lists what was done, newest first: kill switches, disarms, modes, releases, rulebooks, overrides; by whom, from"
                    + " where, why, and how things stood before and after. It looks in the archive, and in Redis for what is"
                    + " not yet archived.",
            "Examples: ${ROOT-COMMAND-NAME} audit events --since 7d",
            "          ${ROOT-COMMAND-NAME} audit events --kind KILL_SWITCH_ON --format csv"
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:listed, whatever was found", "1:usage or I/O, or nothing could be searched"})
final class AuditEventsCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--kind",
            paramLabel = "NAME",
            description = "only these, such as KILL_SWITCH_ON or RULEBOOK_ACTIVATED, in any case")
    private String kind = "";

    @Mixin
    private TimeOptions time = new TimeOptions();

    @Option(names = "--limit", description = "at most this many; default ${DEFAULT-VALUE}, most " + AuditQuery.MOST)
    private int limit = 50;

    @Mixin
    private AuditOutput output = new AuditOutput();

    @Override
    public Integer call() {
        var line = Objects.requireNonNull(spec).commandLine();
        DeedRecords records = DeedRecords.of(AuditQuery.deeds(kind, time.since(), time.until(), limit));
        records.faults().forEach(line.getErr()::println);
        print(records.found(), line.getOut());
        return records.isBlind() ? Main.USAGE : 0;
    }

    private void print(List<DeedRecords.Found> found, PrintWriter out) {
        switch (output.format()) {
            case json ->
                out.println(new String(
                        Json.bytes(found.stream()
                                .map(f -> DeedText.json(f.row(), f.deed()))
                                .toList()),
                        UTF_8));
            case csv -> {
                out.println(DeedText.csvHeading());
                found.forEach(f -> out.println(
                        Csv.line(DeedText.json(f.row(), f.deed()).values().toArray())));
            }
            case pretty -> {
                found.forEach(f -> out.println(DeedText.line(f.row(), f.deed())));
                if (found.isEmpty()) {
                    out.println("no such deed is on record");
                } else if (found.size() == limit) {
                    out.println("  the newest " + limit + "; --limit shows more");
                }
            }
        }
        out.flush();
    }
}
