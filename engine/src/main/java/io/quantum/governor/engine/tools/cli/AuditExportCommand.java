package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.ArchivedRecord;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code governor audit export}: records as a file. */
@Command(
        name = "export",
        description = {
            "Writes records in the order of the chain, however many there are: as JSON Lines the exact records, one a"
                    + " line, with those of rulebooks and deeds among them; as CSV what the archive's columns say of them.",
            "Examples: ${ROOT-COMMAND-NAME} audit export --since 7d --output week.jsonl",
            "          ${ROOT-COMMAND-NAME} audit export --since 2026-11-01 --until 2026-12-01 --format csv > november.csv"
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:written", "1:usage or I/O"})
final class AuditExportCommand implements Callable<Integer> {
    /** What can be written. */
    enum Lines {
        json,
        csv
    }

    @Mixin
    private TimeOptions time = new TimeOptions();

    @Option(names = "--format", description = "json (JSON Lines) or csv; default ${DEFAULT-VALUE}")
    private Lines format = Lines.json;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "a file, which is replaced; default: standard output")
    private @Nullable Path file;

    @Override
    public Integer call() throws IOException {
        try (Archive archive = OpenAudit.archive();
                OutputStream out = new BufferedOutputStream(open())) {
            Progress progress = new Progress(System.err, InstantSource.system(), "records exported");
            long of = archive.count(time.since(), time.until());
            if (format == Lines.csv) {
                line(out, AuditRows.csvHeading());
                archive.scanRows(time.since(), time.until(), row -> {
                    progress.step(of);
                    return line(out, AuditRows.csv(row));
                });
            } else {
                archive.scan(time.since(), time.until(), record -> {
                    progress.step(of);
                    return line(out, record);
                });
            }
        }
        return 0;
    }

    /** Unlike {@code System.out} it tells when nobody reads any more. */
    private OutputStream open() throws IOException {
        return file == null ? new FileOutputStream(FileDescriptor.out) : Files.newOutputStream(file);
    }

    private static boolean line(OutputStream out, String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.write('\n');
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No record of ours has a line break; in what somebody else has added, it must not make two lines of one. */
    private static boolean line(OutputStream out, ArchivedRecord record) {
        try {
            for (byte b : record.json()) {
                out.write(b == '\n' || b == '\r' ? ' ' : b);
            }
            out.write('\n');
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
