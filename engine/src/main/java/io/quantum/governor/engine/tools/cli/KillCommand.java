package io.quantum.governor.engine.tools.cli;

import io.lettuce.core.RedisException;
import io.quantum.governor.engine.serve.act.KillDesk;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code governor kill}: the emergency stop. */
@Command(
        name = "kill",
        description = {
            "Turns the kill switch on or off. While it is on, every governor blocks every plan, in every mode.",
            "There are two keys, quantum:kill and quantum:global:kill_switch, and one that is on is enough: on sets the"
                    + " first, off deletes both. In a cell they are those of the cell that GOV_KEY_PREFIX names.",
            "Next: ${ROOT-COMMAND-NAME} status"
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:done, and recorded", "1:usage or I/O"},
        footer = {"", "Example:", "  governor kill on --reason \"the exchange reports nonsense\""})
final class KillCommand implements Callable<Integer> {

    /** What to do with the switch. */
    enum Turn {
        on,
        off
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private OperatorOption operator = new OperatorOption();

    @Parameters(paramLabel = "on|off", description = "on: nothing is executed any more; off: plans are judged again.")
    private Turn turn = Turn.on;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        KillDesk.Turned turned;
        try (OpenRedis redis = new OpenRedis(RunCommand.settings())) {
            turned = new KillDesk(redis.connection(), redis.deeds()).turn(turn == Turn.on, operator.here());
        } catch (RedisException e) {
            out.println("the kill switch is NOT known to be " + turn);
            out.flush();
            throw e;
        }
        out.println("the kill switch is " + turn + ": " + String.join(", ", KillDesk.keys(turn == Turn.on)));
        out.println(
                turned.unrecorded().isEmpty()
                        ? "recorded as " + turned.deed().deed() + " by "
                                + turned.deed().who()
                        : "it could NOT be recorded");
        out.flush();
        turned.unrecorded().ifPresent(e -> {
            throw e;
        });
        return 0;
    }
}
