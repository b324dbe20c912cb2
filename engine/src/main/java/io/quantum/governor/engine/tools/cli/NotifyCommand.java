package io.quantum.governor.engine.tools.cli;

import picocli.CommandLine.Command;

/** {@code governor notify}: messages to people. */
@Command(
        name = "notify",
        description = "Messages that reach people while nobody looks. See docs/notifications.md.",
        mixinStandardHelpOptions = true,
        subcommands = NotifyTestCommand.class,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:fine", "1:usage"})
final class NotifyCommand extends CommandGroup {}
