package io.quantum.governor.engine.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.archive.Anchor;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.Verdict;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code governor audit verify}: whether the archive is as it was written. */
@Command(
        name = "verify",
        description = {
            "Walks along the chain of hashes from the first record to the last, and names the first record that was"
                    + " altered, taken out, put in, doubled or moved. It prints the head of the chain: note it down where"
                    + " nobody who can write the database can write, and give it to --expect-head later.",
            "Example: ${ROOT-COMMAND-NAME} audit verify --expect-head 1234:9f86d0..."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:every record is as it was archived", "1:one is not, or usage or I/O"})
final class AuditVerifyCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--expect-head",
            paramLabel = "SEQUENCE:HASH",
            description = "a head that an earlier verify printed, which must be in the chain")
    private String expected = "";

    @Mixin
    private AuditOutput output = new AuditOutput();

    @Override
    public Integer call() {
        Optional<Anchor> anchor = expected.isEmpty() ? Optional.empty() : Optional.of(Anchor.parse(expected));
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (Archive archive = OpenAudit.archive()) {
            long of = archive.head().sequence();
            Progress progress = new Progress(System.err, InstantSource.system(), "records verified");
            Verdict verdict = archive.verify(anchor, done -> progress.at(done, of));
            print(verdict, out);
            out.flush();
            return verdict.fault().isEmpty() ? 0 : Main.USAGE;
        }
    }

    private void print(Verdict verdict, PrintWriter out) {
        switch (output.format()) {
            case json -> out.println(new String(Json.bytes(json(verdict)), UTF_8));
            case csv -> {
                out.println(String.join(",", json(verdict).keySet()));
                out.println(Csv.line(json(verdict).values().toArray()));
            }
            case pretty -> out.println(text(verdict));
        }
    }

    private static Map<String, Object> json(Verdict verdict) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("intact", verdict.fault().isEmpty());
        fields.put("archive", verdict.archive());
        fields.put("records", verdict.records());
        fields.put("head", verdict.head());
        Optional<Verdict.Fault> fault = verdict.fault();
        fields.put("fault", fault.map(Verdict.Fault::what).orElse(""));
        fields.put("sequence", fault.map(Verdict.Fault::sequence).orElse(0L));
        fields.put("audit_id", fault.map(Verdict.Fault::auditId).orElse(""));
        fields.put("at", fault.map(f -> f.at().toString()).orElse(""));
        fields.put("detail", fault.map(Verdict.Fault::detail).orElse(""));
        return fields;
    }

    private static String text(Verdict verdict) {
        String first = "archive " + verdict.archive() + "\n";
        return first
                + verdict.fault()
                        .map(f -> "BROKEN at record " + f.sequence() + ": " + f.what() + "\n  " + f.detail()
                                + (f.auditId().isEmpty()
                                        ? "\n  the record before it was decided at " + f.at()
                                        : "\n  audit id " + f.auditId() + ", decided at " + f.at())
                                + "\n" + verdict.records() + " records before it fit together")
                        .orElseGet(() -> "intact: " + verdict.records() + " records, each as it was archived\nhead "
                                + verdict.head());
    }
}
