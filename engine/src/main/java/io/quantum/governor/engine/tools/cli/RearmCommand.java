package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.disarm.Disarms;
import io.quantum.governor.engine.serve.status.StatusText;
import io.quantum.governor.loaders.redis.KillSwitches;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code governor rearm}: from now on the executor executes orders again. */
@Command(
        name = "rearm",
        description = {
            "Puts the executor into testnet or production: tells today's disarm and what will change, asks, and then backs"
                    + " up and changes the file that APPLY_CONFIG_PATH names and runs GOV_DISARM_RESTART_CMD.",
            "Refuses while a kill switch is on. A disarm that is under way or failing is called off. There is one"
                    + " auto-disarm a UTC day: after today's, the next can be tomorrow.",
            "Next: ${ROOT-COMMAND-NAME} status"
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:re-armed, and recorded", "1:usage or I/O, a kill switch is on, or not confirmed"},
        footer = {"", "Example:", "  governor rearm --mode testnet --reason \"the publisher was fixed\""})
final class RearmCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** The modes in which orders are executed. */
    enum Mode {
        testnet,
        production
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private OperatorOption operator = new OperatorOption();

    @Option(names = "--mode", paramLabel = "MODE", required = true, description = "testnet or production.")
    private Mode mode = Mode.testnet;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Settings settings = RunCommand.settings();
        ModeSwitch executor = new ModeSwitch(settings, out);
        try (OpenRedis redis = new OpenRedis(settings)) {
            refuseKilled(KillSwitches.states(redis.connection(), TIMEOUT));
            Disarms disarms = new Disarms(redis.connection());
            out.println("disarm: " + StatusText.disarm(disarms.told(Instant.now())));
            out.println("mode:   " + executor.desk().modeNow() + " -> " + mode + " in " + settings.applyConfig());
            out.println("then:   " + settings.disarmRestart());
            if (!yes && !isConfirmed(out)) {
                out.println("nothing was changed");
                out.flush();
                return Main.USAGE;
            }
            // an answer takes its time, in which somebody may have turned one on
            refuseKilled(KillSwitches.states(redis.connection(), TIMEOUT));
            disarms.callOff();
        }
        return executor.told(executor.desk().rearm(mode.name(), operator.here()), mode.name());
    }

    private static void refuseKilled(Map<String, String> switches) {
        switches.forEach((key, state) -> {
            if (!state.equals(KillSwitches.OFF)) {
                throw new IllegalArgumentException("refused: the kill switch " + key + " is " + state
                        + "; first: governor kill off --reason TEXT");
            }
        });
    }

    private static boolean isConfirmed(PrintWriter out) throws IOException {
        out.print("Type yes to go on: ");
        out.flush();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        String answer = Objects.requireNonNullElse(in.readLine(), "");
        out.println();
        return answer.strip().equals("yes");
    }
}
