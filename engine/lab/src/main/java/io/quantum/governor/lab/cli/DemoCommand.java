package io.quantum.governor.lab.cli;

import io.quantum.governor.engine.record.archive.ArchiveUrl;
import io.quantum.governor.engine.tools.cli.Main;
import io.quantum.governor.engine.tools.cli.Next;
import io.quantum.governor.engine.tools.cli.RulesDirectory;
import io.quantum.governor.engine.tools.cli.Terminal;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.lab.demo.Demo;
import io.quantum.governor.lab.demo.DemoFailure;
import io.quantum.governor.loaders.redis.Cell;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code governor demo}: everything in a box. */
@Command(
        name = "demo",
        description = {
            "Shows the governor at work: it starts a Redis and a simulated exchange of its own, publishes plans as an"
                    + " executor does, and prints each decision as a line. Nothing outside is read or changed."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:ended by --plans or Ctrl-C", "1:usage, or the demo can't go on", "3:a rule file is wrong"},
        footer = {
            "",
            "Each line: time, symbol, action, PERMIT or BLOCK, the deciding gate, value against limit, reason.",
            "GOV_RULES_DIR names another rulebook than the shipped one. NO_COLOR=1 turns colours off.",
            "Without a terminal the demo runs as fast as decisions come."
        })
final class DemoCommand implements Callable<Integer> {
    private static final Duration FOR_PEOPLE = Duration.ofMillis(160);
    /** What opens a page in the browser that people use, on Linux and on a Mac. */
    private static final List<String> OPENERS = List.of("xdg-open", "open");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--plans", paramLabel = "N", description = "End after N decisions. Default: go on until Ctrl-C.")
    private long plans = Long.MAX_VALUE;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "production",
            description = "Apply mode: production, testnet or dry_run. Default: ${DEFAULT-VALUE}.")
    private String mode = "production";

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Keep what was decided in DIR, to be explained and replayed afterwards.")
    private @Nullable Path keep;

    @Option(names = "--open", description = "Open the control room in a browser.")
    private boolean open;

    @Option(
            names = "--redis",
            paramLabel = "URL",
            description = "Use this Redis (an address as in REDIS_URL) instead of one of its own. Only in a cell: "
                    + Cell.VARIABLE + " says what all its keys begin with, and they are not removed.")
    private @Nullable String redis;

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        if (plans < 1) {
            throw new ParameterException(
                    command.commandLine(), "--plans: " + plans + " is not allowed; give 1 or more");
        }
        if (!ApplyMode.isKnown(mode)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--mode: '" + mode + "' is not allowed; give production, testnet or dry_run");
        }
        if (redis != null && Cell.prefix().isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--redis: in a Redis that others use the demo plays in a cell only; set " + Cell.VARIABLE
                            + ", {demo}: for instance");
        }
        return play(command.commandLine().getErr());
    }

    private int play(PrintWriter err) throws IOException {
        Path directory = RulesDirectory.ofEnvironment();
        Duration pause = Terminal.isThere() ? FOR_PEOPLE : Duration.ZERO;
        // The command line's own writer does not tell that nobody reads on.
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        try {
            Path kept = keep;
            Optional<ArchiveUrl> archive = kept == null
                    ? Optional.empty()
                    : Optional.of(ArchiveUrl.ofFile(
                            Files.createDirectories(kept).resolve("audit.db").toAbsolutePath()));
            new Demo(directory, mode, plans, pause, Ansi.AUTO, archive, Optional.ofNullable(redis), browser(err))
                    .play(out);
            archive.ifPresent(url -> out.println(next(url, directory)));
            return 0;
        } catch (DemoFailure e) {
            err.println(e.getMessage());
            return Main.USAGE;
        }
    }

    private Consumer<URI> browser(PrintWriter err) {
        return page -> {
            if (open && OPENERS.stream().noneMatch(opener -> isStarted(opener, page))) {
                err.println("no browser can be opened here; open " + page + " in one");
                err.flush();
            }
        };
    }

    private static boolean isStarted(String opener, URI page) {
        try {
            new ProcessBuilder(opener, page.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String next(ArchiveUrl url, Path rules) {
        return """

                What was decided is kept. Try next:
                  export GOV_AUDIT_URL=%2$s
                  %1$s audit stats
                  %1$s audit search --decision block --limit 5
                  %1$s explain demo-000001
                  %1$s replay --rules %3$s
                  GOV_KILL_SCORE_CRITICAL=0.3 %1$s replay --rules %3$s""".formatted(Next.governor(), url, rules);
    }
}
