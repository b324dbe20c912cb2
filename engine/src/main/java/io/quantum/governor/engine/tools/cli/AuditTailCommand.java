package io.quantum.governor.engine.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.ArchivedRecord;
import io.quantum.governor.engine.record.archive.AuditRow;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.record.audit.RecordException;
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

/** {@code governor audit tail}: the newest decisions and deeds, and those to come. */
@Command(
        name = "tail",
        description = {
            "Shows the newest decisions and deeds, oldest first, and with --follow those to come as they are archived, about a second"
                    + " after they are made. Ctrl-C ends it.",
            "Example: ${ROOT-COMMAND-NAME} audit tail --follow"
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:shown", "1:usage or I/O"})
final class AuditTailCommand implements Callable<Integer> {
    private static final int PAGE = 500;
    private static final long BETWEEN_LOOKS_MILLIS = 500;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--lines", paramLabel = "N", description = "how many to begin with; default ${DEFAULT-VALUE}")
    private int lines = 10;

    @Option(names = "--follow", description = "show what is archived from now on, too")
    private boolean follow;

    @Mixin
    private AuditOutput output = new AuditOutput();

    @Override
    public Integer call() throws InterruptedException {
        if (lines < 0) {
            throw new IllegalArgumentException("--lines must be 0 or more");
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (output.format() == AuditFormat.csv) {
            out.println(AuditRows.csvHeading());
        }
        try (Archive archive = OpenAudit.archive()) {
            long last = Math.max(0, archive.head().sequence() - lines);
            boolean more = true;
            while (more) {
                List<ArchivedRecord> page = archive.after(last, PAGE);
                for (ArchivedRecord record : page) {
                    out.println(line(record));
                    last = record.sequence();
                }
                out.flush();
                if (page.isEmpty() && follow) {
                    Thread.sleep(BETWEEN_LOOKS_MILLIS);
                }
                more = follow ? !out.checkError() : !page.isEmpty();
            }
        }
        return 0;
    }

    private String line(ArchivedRecord record) {
        AuditRow row = AuditRow.of(record);
        return switch (output.format()) {
            case json -> new String(Json.bytes(AuditRows.json(row)), UTF_8);
            case csv -> AuditRows.csv(row);
            case pretty -> row.kind().outcome().equals(Deed.OUTCOME) ? deed(record) : AuditRows.line(row);
        };
    }

    private static String deed(ArchivedRecord record) {
        try {
            return DeedText.line(AuditRow.of(record), Deed.read(record.stored()));
        } catch (RecordException e) {
            return AuditRows.line(AuditRow.of(record));
        }
    }
}
