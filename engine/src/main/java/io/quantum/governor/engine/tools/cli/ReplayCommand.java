package io.quantum.governor.engine.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.base.settings.Strays;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.engine.tools.replay.ArchivedRecords;
import io.quantum.governor.engine.tools.replay.CandidateRules;
import io.quantum.governor.engine.tools.replay.ExportFile;
import io.quantum.governor.engine.tools.replay.Mode;
import io.quantum.governor.engine.tools.replay.Records;
import io.quantum.governor.engine.tools.replay.Replay;
import io.quantum.governor.engine.tools.replay.ReplayPage;
import io.quantum.governor.engine.tools.replay.ReplayReport;
import io.quantum.governor.engine.tools.replay.ReplayText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code governor replay}: what another rulebook would have decided. */
@Command(
        name = "replay",
        description = {
            "Decides recorded plans again by another rulebook, and shows what would have changed: in numbers, and the"
                    + " largest flips in sentences.",
            "Thresholds are the rule files', with the environment laid over them. Plans that this very rulebook decided"
                    + " keep the thresholds of their records, unless the environment says otherwise."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {
            "0:replayed",
            "1:usage or I/O, a record that can't be read, or --max-flips without any plan",
            "3:a rule file, key or signature is wrong",
            "6:more flips than --max-flips"
        },
        footer = {
            "",
            "Examples:",
            "  governor replay --rules rules --since 7d",
            "  governor replay --rules 1.4.0 --file export.jsonl --mode simulated",
            "  governor replay --rules rules --since 2026-01-28 --format html --output replay.html",
            "  governor replay --rules rules --since 30d --max-flips 0 && echo nothing flips",
            "GOV_AUDIT_URL says where the archive is. Ctrl-C prints what is done so far."
        })
final class ReplayCommand implements Callable<Integer> {
    enum Format {
        pretty,
        json,
        html
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private KeysOption keys = new KeysOption();

    @Option(
            names = "--rules",
            required = true,
            paramLabel = "DIR|VERSION",
            description = "The candidate: a directory, a release file, or a published version.")
    private String rules = "";

    @Mixin
    private TimeOptions time = new TimeOptions();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "An export, one record a line, instead of the archive. /dev/stdin reads a pipe.")
    private @Nullable Path file;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "recorded: each plan by its recorded facts. simulated: the candidate's permits, and not those"
                    + " of the record, count for later plans of the symbol. Default: ${DEFAULT-VALUE}.")
    private Mode mode = Mode.recorded;

    @Option(names = "--format", paramLabel = "FORMAT", description = "pretty, json or html. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.pretty;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to write it. Default: standard output.")
    private @Nullable Path output;

    @Option(names = "--max-flips", paramLabel = "N", description = "More flips than these end it with 6.")
    private long maxFlips = Long.MAX_VALUE;

    @Override
    public Integer call() throws IOException, InterruptedException {
        refuseTimeOfFile();
        InputOutput.refuseDirectory(file);
        if (maxFlips < 0) {
            throw new IllegalArgumentException("--max-flips must be 0 or more");
        }
        Map<String, String> environment = System.getenv();
        RulebookTexts texts = NamedRules.files(rules, keys).rulebook(rules);
        ActiveRules active = ActiveRules.of(texts, RulebookCompiler.compile(RulebookFiles.of(texts)), environment);
        Strays.sentences(environment, ThresholdValues.variables(active.rulebook()))
                .forEach(System.err::println);
        CandidateRules candidate = new CandidateRules(active, environment);
        Path export = file;
        if (export != null) {
            return replay(new ExportFile(export), candidate);
        }
        try (Archive archive = OpenAudit.archive()) {
            return replay(new ArchivedRecords(archive, time.since(), time.until(), "the archive"), candidate);
        }
    }

    /** An export is made for a time; it is replayed wholly. */
    private void refuseTimeOfFile() {
        if (file != null && (time.since().isPresent() || time.until().isPresent())) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--file is replayed wholly; leave out --since and --until");
        }
    }

    private int replay(Records records, CandidateRules candidate) throws IOException, InterruptedException {
        Replay replay = new Replay(records, candidate, mode);
        Interruption interruption = new Interruption(replay::stop);
        try {
            ReplayReport report = watched(replay, records);
            print(report);
            return exitCode(report);
        } finally {
            interruption.told();
        }
    }

    private static ReplayReport watched(Replay replay, Records records) throws IOException, InterruptedException {
        try (ReplayProgress progress = new ReplayProgress(Terminal.isThere(), records::about)) {
            return replay.run(progress);
        }
    }

    private void print(ReplayReport report) throws IOException {
        String text = switch (format) {
            case pretty -> ReplayText.of(report);
            case json -> new String(Json.bytes(report), UTF_8) + '\n';
            case html -> ReplayPage.of(report);
        };
        if (output == null) {
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            out.print(text);
            out.flush();
        } else {
            Files.writeString(output, text);
        }
    }

    private int exitCode(ReplayReport report) {
        if (report.unreadableRecords() > 0) {
            return Main.USAGE;
        }
        if (maxFlips < Long.MAX_VALUE && report.replayed() == 0) {
            Objects.requireNonNull(spec)
                    .commandLine()
                    .getErr()
                    .println(
                            "no plan was decided again, so nobody knows how many flip; give --max-flips records to look at");
            return Main.USAGE;
        }
        return report.flips() > maxFlips ? Main.DIFFERENCES : 0;
    }
}
