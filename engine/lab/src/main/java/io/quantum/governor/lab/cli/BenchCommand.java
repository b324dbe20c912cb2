package io.quantum.governor.lab.cli;

import io.quantum.governor.engine.tools.cli.Main;
import io.quantum.governor.engine.tools.cli.RulesDirectory;
import io.quantum.governor.lab.bench.BenchOptions;
import io.quantum.governor.lab.bench.BenchRun;
import io.quantum.governor.lab.bench.SideBySide;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code governor bench}: what a decision costs. */
@Command(
        name = "bench",
        description = {
            "Measures what a decision costs: latency with one plan in flight, throughput with a pile of "
                    + "plans, evaluation alone, and in the same run the floor that Redis and its client set.",
            "It empties the Redis database that it is given."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:measured", "1:usage or I/O", "3:a rule file is wrong"})
final class BenchCommand implements Callable<Integer> {
    private static final String AGAINST = "--against";
    private static final String ROUNDS = "--rounds";
    private static final String FORMAT = "--format";

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--redis", description = "redis://host:port/db to use and to EMPTY; default: the bundled one")
    private String redis = "";

    @Option(names = "--plans", description = "plans in a run, warm-up included; default ${DEFAULT-VALUE}")
    private int plans = 20_000;

    @Option(names = "--quick", description = "only production closes with the exchange")
    private boolean quick;

    @Option(
            names = "--reloads",
            description = "measure this many reloads of the rulebook beside plans, and nothing else")
    private int reloads;

    @Option(names = "--rate", description = "plans a second beside the reloads; default ${DEFAULT-VALUE}")
    private int rate = 5000;

    @Option(names = "--candidate", description = "measure what a candidate in the shadow costs, and nothing else")
    private boolean candidate;

    @Option(names = "--replay", description = "measure the replay of this many recorded plans, and nothing else")
    private int replay;

    @Option(names = "--archiving", description = "measure what archiving costs plans, and nothing else")
    private boolean archiving;

    @Option(
            names = "--archive",
            paramLabel = "N",
            description = "fill an archive up to this many records and measure it, and nothing else")
    private long archive;

    @Option(
            names = "--archive-url",
            description = "the archive to fill, which nobody else may use; default: a temporary SQLite file")
    private String archiveUrl = "";

    @Option(
            names = "--larger-rules",
            description = "measure what 20 declared facts more and 10000 rows of limits cost, and nothing else")
    private boolean larger;

    @Option(names = "--explain", description = "measure explanations, and nothing else")
    private boolean explain;

    @Option(
            names = "--dashboards",
            paramLabel = "N",
            description = "measure what this many open dashboards cost plans, and nothing else")
    private int dashboards;

    @Option(
            names = AGAINST,
            paramLabel = "HOME",
            description =
                    "measure another checkout, which has been built, by turns with this one, and tell both as a table")
    private @Nullable Path against;

    @Option(names = ROUNDS, description = "how often each of them is measured; default ${DEFAULT-VALUE}")
    private int rounds = 3;

    @Option(names = FORMAT, description = "pretty or json. Default: ${DEFAULT-VALUE}.")
    private BenchOptions.Format format = BenchOptions.Format.pretty;

    @Override
    public Integer call() {
        if (rounds < 1) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    ROUNDS + ": " + rounds + " is not allowed; give 1 or more");
        }
        if (against != null) {
            SideBySide.run(against, rounds, others(), System.out, System.err);
            return 0;
        }
        BenchRun.run(
                new BenchOptions(
                        redis,
                        plans,
                        quick,
                        format,
                        RulesDirectory.shipped(),
                        reloads,
                        rate,
                        candidate,
                        replay,
                        archiving,
                        archive,
                        archiveUrl,
                        larger,
                        explain,
                        dashboards),
                System.out,
                System.err);
        return 0;
    }

    /** What both benches are asked for. */
    private List<String> others() {
        List<String> arguments = new ArrayList<>(
                Objects.requireNonNull(spec).commandLine().getParseResult().originalArgs());
        for (String own : List.of(AGAINST, ROUNDS, FORMAT)) {
            int at = arguments.indexOf(own);
            if (at >= 0) {
                arguments.subList(at, at + 2).clear();
            }
            arguments.removeIf(argument -> argument.startsWith(own + "="));
        }
        return arguments;
    }
}
