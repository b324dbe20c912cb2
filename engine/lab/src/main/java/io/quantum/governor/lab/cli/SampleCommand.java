package io.quantum.governor.lab.cli;

import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.tools.cli.Main;
import io.quantum.governor.engine.tools.cli.Progress;
import io.quantum.governor.engine.tools.cli.RulesDirectory;
import io.quantum.governor.lab.sample.RecordedSample;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code governor sample}: recorded decisions to try replay on. */
@Command(
        name = "sample",
        description = {
            "Makes a recorded sample: plans of simulated days, a minute apart, decided by the shipped rules. Every gate"
                    + " lets some pass and blocks some. It is written as an export is: one audit record a line.",
            "Nothing outside is read or changed."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:made", "1:usage or I/O", "3:a rule file is wrong"},
        footer = {
            "",
            "Examples:",
            "  governor sample --plans 10000 --output sample.jsonl",
            "  governor replay --rules rules --file sample.jsonl"
        })
final class SampleCommand implements Callable<Integer> {
    @Option(names = "--plans", paramLabel = "N", description = "How many. Default: ${DEFAULT-VALUE}, which is a week.")
    private int plans = 10_000;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Where to write them.")
    private Path output = Path.of("sample.jsonl");

    @Option(names = "--seed", paramLabel = "N", description = "Another number makes another sample.")
    private long seed = 1;

    @Override
    public Integer call() throws IOException {
        if (plans < 1) {
            throw new IllegalArgumentException("--plans must be 1 or more");
        }
        ActiveRules rules = ActiveRules.read(RulesDirectory.ofEnvironment(), Map.of());
        Instant start = Instant.now().minus(RecordedSample.span(plans));
        try (RecordedSample sample = new RecordedSample(rules, start, seed);
                OutputStream out = Files.newOutputStream(output)) {
            Progress progress = new Progress(System.err, InstantSource.system(), "decisions made");
            for (int i = 0; i < plans; i++) {
                out.write(sample.next());
                out.write('\n');
                progress.step(plans);
            }
        }
        // the output may be /dev/stdout
        System.err.println(plans + " decisions are in " + output);
        return 0;
    }
}
