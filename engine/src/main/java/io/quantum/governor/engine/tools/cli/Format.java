package io.quantum.governor.engine.tools.cli;

/** How a command prints. */
enum Format {
    table,
    json
}
