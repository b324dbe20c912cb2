package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.decide.disarm.Disarmer;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code governor disarm}: from now on the executor executes nothing. */
@Command(
        name = "disarm",
        description = {
            "Puts the executor into dry_run: backs up the file that APPLY_CONFIG_PATH names, sets APPLY_MODE=dry_run in it,"
                    + " and runs GOV_DISARM_RESTART_CMD. Needs no governor, and works without Redis, too, though it then"
                    + " can't be recorded.",
            "Next: ${ROOT-COMMAND-NAME} status, ${ROOT-COMMAND-NAME} rearm"
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:in dry_run, and recorded", "1:usage or I/O; what was done is told"},
        footer = {"", "Example:", "  governor disarm --reason \"odd fills in SOLUSDT\""})
final class DisarmCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private OperatorOption operator = new OperatorOption();

    @Override
    public Integer call() throws InterruptedException {
        ModeSwitch executor = new ModeSwitch(
                RunCommand.settings(),
                Objects.requireNonNull(spec).commandLine().getOut());
        return executor.told(executor.desk().disarm(operator.here()), Disarmer.DRY_RUN);
    }
}
