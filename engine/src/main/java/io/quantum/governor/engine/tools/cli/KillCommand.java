package io.quantum.governor.engine.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.redis.KillSwitches;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

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
        boolean switched = false;
        try (OpenRedis redis = new OpenRedis(RunCommand.settings())) {
            Deed deed = deed(redis);
            try {
                redis.deeds().kill(turn == Turn.on, keys(), deed, OpenRedis.event(deed));
            } catch (RedisCommandExecutionException e) {
                // what refuses the record refuses the whole script; the switch must not wait for it
                turn(redis);
                switched = true;
                say(out);
                throw e;
            }
            switched = true;
            say(out);
            out.println("recorded as " + deed.deed() + " by " + deed.who());
            out.flush();
        } catch (RedisException e) {
            out.println(switched ? "it could NOT be recorded" : "the kill switch is NOT known to be " + turn);
            out.flush();
            throw e;
        }
        return 0;
    }

    private void say(PrintWriter out) {
        out.println("the kill switch is " + turn + ": " + String.join(", ", keys()));
        out.flush();
    }

    private Deed deed(OpenRedis redis) {
        Map<String, String> before = KillSwitches.states(redis.connection(), TIMEOUT);
        Map<String, String> after = new LinkedHashMap<>(before);
        keys().forEach(key -> after.put(key, turn == Turn.on ? KillSwitches.ON : KillSwitches.OFF));
        String name = turn == Turn.on ? Deed.KILL_SWITCH_ON : Deed.KILL_SWITCH_OFF;
        return OpenRedis.deed(name, operator).changing(KillSwitches.words(before), KillSwitches.words(after));
    }

    private void turn(OpenRedis redis) {
        if (turn == Turn.on) {
            redis.connection().sync().set(keys().get(0), "1".getBytes(UTF_8));
        } else {
            redis.connection().sync().del(keys().toArray(String[]::new));
        }
    }

    /** The keys that are set, or deleted: in a cell they are its own. */
    private List<String> keys() {
        return turn == Turn.on ? Keys.KILL_SWITCHES.subList(0, 1) : Keys.KILL_SWITCHES;
    }
}
