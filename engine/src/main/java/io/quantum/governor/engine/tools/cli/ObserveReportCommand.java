package io.quantum.governor.engine.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.serve.observe.ObserveReport;
import io.quantum.governor.engine.serve.observe.ObserveStore;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code governor observe report}: what was observed, and whether that is enough to take over. */
@Command(
        name = "report",
        description =
                "Shows about how many plans both governors agree, each kind of disagreement with its newest plans, and"
                        + " what is still lacking before this governor takes the other's place.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {
            "0:shown",
            "1:usage or I/O, or nothing was ever observed",
            "6:more disagreements than --max-disagree"
        })
final class ObserveReportCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--format", description = "pretty or json. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.pretty;

    @Option(
            names = "--max-disagree",
            paramLabel = "N",
            description = "More plans than these about which both decide otherwise, but for known differences, end it"
                    + " with 6.")
    private Optional<Long> most = Optional.empty();

    @Override
    public Integer call() {
        var line = Objects.requireNonNull(spec).commandLine();
        Clock clock = Clock.systemUTC();
        try (OpenRedis redis = new OpenRedis(RunCommand.settings())) {
            Optional<ObserveReport> report =
                    ObserveReport.of(new ObserveStore(redis.connection(), clock), clock.instant());
            if (report.isEmpty() && format == Format.pretty) {
                line.getErr().println("nothing was ever observed here\n" + Next.lines("run --observe"));
                return Main.USAGE;
            }
            PrintWriter out = line.getOut();
            out.println(
                    format == Format.json
                            ? new String(Json.bytes(report.<Object>map(r -> r).orElse(Map.of())), UTF_8)
                            : report.orElseThrow().text().stripTrailing());
            out.flush();
            return report.isEmpty()
                    ? Main.USAGE
                    : most.filter(n -> report.get().disagreements() > n).isPresent() ? Main.DIFFERENCES : 0;
        }
    }
}
