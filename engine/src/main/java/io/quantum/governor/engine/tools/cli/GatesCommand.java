package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.rules.rulebook.limits.LimitScope;
import io.quantum.governor.engine.serve.gates.GateReport;
import io.quantum.governor.engine.serve.gates.GateTable;
import io.quantum.governor.engine.serve.status.DaemonPage;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code governor gates}: what each gate has done lately, as the running daemon tells. */
@Command(
        name = "gates",
        description =
                "Asks the running daemon when each gate passed, blocked and opened last, when it was tested, who owns"
                        + " it, and by which thresholds it judges. A gate that has long been quiet has a note.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:fine", "1:usage, or no daemon answers"},
        footer = {"", "The daemon is asked at GOV_HTTP_BIND and METRICS_PORT, 127.0.0.1:8044 unless they are set."})
final class GatesCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Option(names = "--format", description = "pretty or json. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.pretty;

    @Option(names = "--url", paramLabel = "URL", description = "Where the daemon is, http://127.0.0.1:8044")
    private String url = "";

    @Option(
            names = "--for",
            paramLabel = "PLANS",
            description =
                    "Thresholds as they are for some plans: symbol=BTCUSDT,strategy=scalper,account=main, or some of"
                            + " these; a strategy or account that is not named is 'default'")
    private String plans = "";

    @Override
    public Integer call() {
        if (!plans.isBlank()) {
            try {
                LimitScope.ofPlans(plans);
            } catch (IllegalArgumentException e) {
                return failed("--for: " + e.getMessage());
            }
        }
        String query = plans.isBlank() ? "" : "?for=" + URLEncoder.encode(plans, StandardCharsets.UTF_8);
        DaemonPage page = DaemonPage.of(url, "/api/gates" + query);
        try {
            DaemonPage.Answer answer = page.ask(PATIENCE);
            if (answer.isOk()) {
                print(answer.body(), System.out);
                return 0;
            }
            return failed(page.url() + " answers " + answer.status() + ", so it is no governor of this version");
        } catch (IOException e) {
            return failed("no governor answers at " + page.url() + "; if none runs, start one with: " + Next.governor()
                    + " run");
        }
    }

    private void print(String report, PrintStream out) throws IOException {
        if (format == Format.json) {
            out.println(report);
        } else {
            out.print(GateTable.of(Json.MAPPER.readValue(report, GateReport.class), LocalDate.now(ZoneOffset.UTC)));
        }
    }

    private static int failed(String why) {
        System.err.println(why);
        return Main.USAGE;
    }
}
