package io.quantum.governor.engine.tools.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code governor observe}: how a governor that only observes agrees with the one that decides. */
@Command(
        name = "observe",
        description = {
            "Tells how a governor that only observes (governor run --observe) agrees with the one that decides. See"
                    + " docs/migration.md.",
            "Next: governor observe report"
        },
        mixinStandardHelpOptions = true,
        subcommands = ObserveReportCommand.class,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:fine", "1:usage or I/O", "6:more disagreements than --max-disagree"})
final class ObserveCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        var line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getOut());
    }
}
