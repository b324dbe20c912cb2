package io.quantum.governor.engine.tools.cli;

/** How a command on the audit prints. */
enum AuditFormat {
    pretty,
    json,
    csv
}
