package io.quantum.governor.engine.cli;

/** How a command on the audit prints. */
enum AuditFormat {
    pretty,
    json,
    csv
}
