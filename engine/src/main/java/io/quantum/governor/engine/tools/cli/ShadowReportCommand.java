package io.quantum.governor.engine.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.serve.shadow.ShadowReport;
import io.quantum.governor.engine.serve.shadow.ShadowText;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code governor shadow report}: what the candidate would have changed. */
@Command(
        name = "report",
        description =
                "Shows what the candidate would have changed at all daemons together, by gate and reason, with the"
                        + " ids of the last plans to look up in the audit. After stop it shows the last candidate.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:shown", "1:usage or I/O"})
final class ShadowReportCommand implements Callable<Integer> {
    static String nothing() {
        return "nothing is running in shadow\n" + Next.lines("shadow --help");
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--format", description = "pretty or json. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.pretty;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (OpenShadow open = new OpenShadow()) {
            Optional<ShadowReport> report = ShadowReport.read(open.store());
            if (format == Format.json) {
                out.println(new String(Json.bytes(report.<Object>map(r -> r).orElse(Map.of())), UTF_8));
            } else {
                out.println(report.map(ShadowText::of).orElse(nothing()).stripTrailing());
            }
            out.flush();
        }
        return 0;
    }
}
