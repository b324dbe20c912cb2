package io.quantum.governor.engine.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.record.archive.ArchivedRecord;
import io.quantum.governor.engine.record.archive.AuditRow;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code governor audit show}: everything that is on record about a plan, or one record. */
@Command(
        name = "show",
        description = {
            "Shows what was decided about a plan, newest first: gates, facts, rules that fired, the rulebook. It looks in"
                    + " the archive, and in Redis for what is not yet archived.",
            "A number is a plan of that name, or else the record of that number, which search, events and tail print; so a"
                    + " deed is shown whole.",
            "Example: ${ROOT-COMMAND-NAME} audit show plan-4711 --format json"
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:shown", "1:no such record, or usage or I/O"})
final class AuditShowCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "PLAN_ID|RECORD", description = "the plan's id, or a record's number")
    private String planId = "";

    @Mixin
    private AuditOutput output = new AuditOutput();

    @Override
    public Integer call() {
        var line = Objects.requireNonNull(spec).commandLine();
        PlanRecords records = PlanRecords.of(planId);
        records.faults().forEach(line.getErr()::println);
        if (records.found().isEmpty()) {
            line.getErr()
                    .println(planId
                            + (records.faults().isEmpty()
                                    ? ": no such plan is on record, in the archive or in Redis"
                                    : ": not found, but not every source could be searched"));
            return Main.USAGE;
        }
        print(records.found(), line.getOut());
        return 0;
    }

    private void print(List<ArchivedRecord> records, PrintWriter out) {
        switch (output.format()) {
            case json -> records.forEach(record -> out.println(new String(record.json(), UTF_8)));
            case csv -> {
                out.println(AuditRows.csvHeading());
                records.forEach(record -> out.println(AuditRows.csv(AuditRow.of(record))));
            }
            case pretty -> records.forEach(record -> out.println(DecisionText.of(record)));
        }
        out.flush();
    }
}
