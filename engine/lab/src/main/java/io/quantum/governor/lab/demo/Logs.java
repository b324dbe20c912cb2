package io.quantum.governor.lab.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** What the log may say beside the demo's own lines. */
final class Logs {
    private static final String GOVERNOR = "io.quantum.governor";
    private static final String LEVEL = "GOV_LOG_LEVEL";

    private Logs() {}

    /** Only errors, unless somebody asked for more: the demo tells the rest itself, and overrides some limits itself. */
    static void onlyTrouble() {
        boolean asked = System.getenv(LEVEL) != null || System.getProperty(LEVEL) != null;
        if (!asked && LoggerFactory.getLogger(GOVERNOR) instanceof Logger log) {
            log.setLevel(Level.ERROR);
        }
    }

    /** Nothing any more. */
    static void silence() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
            logs.stop();
        }
    }
}
