package io.quantum.governor.engine.serve.notify;

import java.util.Locale;

/** How soon somebody has to look. */
public enum Severity {
    /** At once. */
    CRITICAL,
    /** Today. */
    WARNING,
    /** Whenever it suits. */
    INFO;

    /** The name that receivers use: {@code critical}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
