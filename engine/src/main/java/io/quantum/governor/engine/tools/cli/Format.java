package io.quantum.governor.engine.tools.cli;

/** How a command writes what it tells. */
enum Format {
    /** For people. */
    pretty,
    /** For programs. */
    json
}
