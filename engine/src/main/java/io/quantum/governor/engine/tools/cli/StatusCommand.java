package io.quantum.governor.engine.tools.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.lettuce.core.RedisException;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.disarm.ApplyConfig;
import io.quantum.governor.engine.decide.disarm.Disarms;
import io.quantum.governor.engine.serve.status.DaemonPage;
import io.quantum.governor.engine.serve.status.StatusText;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.loaders.redis.KillSwitches;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code governor status}: how everything is, on one page. */
@Command(
        name = "status",
        description = {
            "Shows the mode, today's disarm, the kill switches, the rulebook, Redis, the exchange, and how much of its"
                    + " limits each symbol has used. The running daemon is asked.",
            "When none answers, what the file and Redis say is shown instead."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:fine", "1:usage, no daemon answers, or it is not healthy"},
        footer = {"", "The daemon is asked at GOV_HTTP_BIND and METRICS_PORT, 127.0.0.1:8044 unless they are set."})
final class StatusCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--format", description = "pretty or json. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.pretty;

    @Option(names = "--url", paramLabel = "URL", description = "Where the daemon is, http://127.0.0.1:8044")
    private String url = "";

    @Override
    public Integer call() {
        Settings settings = RunCommand.settings();
        DaemonPage page = DaemonPage.of(url, "/api/status");
        Optional<JsonNode> answer = page.json();
        JsonNode status = answer.orElseGet(() -> Json.MAPPER.valueToTree(withoutDaemon(settings, page.url())));
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.print(format == Format.json ? status + "\n" : StatusText.of(status));
        out.flush();
        return answer.isPresent() && status.path("status").asText().equals("healthy") ? 0 : Main.USAGE;
    }

    private static Map<String, Object> withoutDaemon(Settings settings, String asked) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put(
                "status",
                "no governor answers at " + asked + "; if none runs, start one with: " + Next.governor() + " run");
        status.put("symbols_unknown", "only a governor can tell");
        try {
            String mode = new ApplyConfig(settings.applyConfig()).read().mode().orElse(settings.applyMode());
            status.put(
                    "mode",
                    ApplyMode.isKnown(mode)
                            ? mode
                            : ApplyMode.STRICTEST + " (" + settings.applyConfig() + " sets a mode that is none)");
        } catch (IOException e) {
            status.put("mode", settings.applyMode() + " (" + e.getMessage() + ")");
        }
        try (OpenRedis redis = new OpenRedis(settings)) {
            status.put("disarm", new Disarms(redis.connection()).told(Instant.now()));
            status.put("kill", KillSwitches.states(redis.connection(), TIMEOUT));
            status.put("redis", "connected");
        } catch (RedisException e) {
            status.put("redis", InputOutput.sentence(e));
        }
        return status;
    }
}
