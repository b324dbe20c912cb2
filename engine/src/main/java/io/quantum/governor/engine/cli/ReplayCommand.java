package io.quantum.governor.engine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.json.Json;
import io.quantum.governor.engine.life.ActiveRules;
import io.quantum.governor.engine.replay.CandidateRules;
import io.quantum.governor.engine.replay.ExportFile;
import io.quantum.governor.engine.replay.Mode;
import io.quantum.governor.engine.replay.Replay;
import io.quantum.governor.engine.replay.ReplayReport;
import io.quantum.governor.engine.replay.ReplayText;
import io.quantum.governor.engine.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rulebook.RulebookFiles;
import io.quantum.governor.engine.rulebook.RulebookTexts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code governor replay}: what another rulebook would have decided. */
@Command(
        name = "replay",
        description = "Decides recorded plans again by another rulebook, and shows what would have changed.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {
            "0:replayed",
            "1:usage or I/O, or a record that can't be read",
            "3:a rule file, key or signature is wrong",
            "6:more flips than --max-flips"
        })
final class ReplayCommand implements Callable<Integer> {
    static final int DIFFERENCES = 6;

    enum Format {
        pretty,
        json
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private KeysOption keys = new KeysOption();

    @Option(names = "--rules", required = true, paramLabel = "DIR|VERSION", description = "The candidate.")
    private String rules = "";

    @Option(names = "--file", required = true, paramLabel = "FILE", description = "An export: one record a line.")
    private Path file = Path.of("export.jsonl");

    @Option(names = "--mode", description = "recorded or simulated; default ${DEFAULT-VALUE}")
    private Mode mode = Mode.recorded;

    @Option(names = "--format", description = "pretty or json; default ${DEFAULT-VALUE}")
    private Format format = Format.pretty;

    @Option(names = "--max-flips", paramLabel = "N", description = "More flips than these end it with 6.")
    private long maxFlips = Long.MAX_VALUE;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, String> environment = System.getenv();
        RulebookTexts texts = NamedRules.files(rules, keys).rulebook(rules);
        ActiveRules active = ActiveRules.of(texts, RulebookCompiler.compile(RulebookFiles.of(texts)), environment);
        ReplayReport report =
                new Replay(new ExportFile(file), new CandidateRules(active, environment), mode, done -> {}).run();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(format == Format.json ? new String(Json.bytes(report), UTF_8) : ReplayText.of(report));
        out.flush();
        if (report.unreadableRecords() > 0) {
            return Main.USAGE;
        }
        return report.flips() > maxFlips ? DIFFERENCES : 0;
    }
}
