package io.quantum.governor.engine.tools.cli;

import picocli.CommandLine.Option;

/** The option {@code --format} of commands on the audit. */
final class AuditOutput {
    @Option(names = "--format", description = "pretty, json or csv. Default: ${DEFAULT-VALUE}.")
    private AuditFormat format = AuditFormat.pretty;

    AuditFormat format() {
        return format;
    }
}
