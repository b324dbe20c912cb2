package io.quantum.governor.engine.cli;

/** How a command prints. */
enum Format {
    table,
    json
}
