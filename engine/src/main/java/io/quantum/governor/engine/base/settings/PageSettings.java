package io.quantum.governor.engine.base.settings;

/**
 * Where a role's pages are served.
 *
 * @param port the port; 0 takes a free one
 * @param variable the variable that sets it
 */
public record PageSettings(int port, String variable) {}
