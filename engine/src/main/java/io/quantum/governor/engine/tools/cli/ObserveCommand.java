package io.quantum.governor.engine.tools.cli;

import picocli.CommandLine.Command;

/** {@code governor observe}: how a governor that only observes agrees with the one that decides. */
@Command(
        name = "observe",
        description = {
            "Tells how a governor that only observes (governor run --observe) agrees with the one that decides. See"
                    + " docs/migration.md.",
            "Next: ${ROOT-COMMAND-NAME} observe report"
        },
        mixinStandardHelpOptions = true,
        subcommands = ObserveReportCommand.class,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:fine", "1:usage or I/O", "6:more disagreements than --max-disagree"})
final class ObserveCommand extends CommandGroup {}
