package io.quantum.governor.engine.tools.cli;

import picocli.CommandLine.Command;

/** {@code governor audit}: what was decided and done, and whether anybody altered the records of it. */
@Command(
        name = "audit",
        description = {
            "Finds decisions and deeds in the archive, which GOV_AUDIT_URL names, and proves that its records are as they were"
                    + " archived. See docs/audit.md.",
            "Next: ${ROOT-COMMAND-NAME} audit search --decision block --since 24h"
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            AuditShowCommand.class,
            AuditSearchCommand.class,
            AuditEventsCommand.class,
            AuditTailCommand.class,
            AuditVerifyCommand.class,
            AuditExportCommand.class,
            AuditStatsCommand.class,
            AuditRulebooksCommand.class
        },
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:fine", "1:usage or I/O, nothing found, or the chain is broken"})
final class AuditCommand extends CommandGroup {}
