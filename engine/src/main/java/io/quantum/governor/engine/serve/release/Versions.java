package io.quantum.governor.engine.serve.release;

import java.util.Comparator;

/** The order of versions: 1.9.0 before 1.10.0, 1.0.0-rc1 before 1.0.0. */
final class Versions {
    static final Comparator<String> ORDER = Comparator.<String>comparingLong(v -> number(v, 0))
            .thenComparingLong(v -> number(v, 1))
            .thenComparingLong(v -> number(v, 2))
            .thenComparing(v -> !v.contains("-"))
            .thenComparing(Comparator.naturalOrder());

    private Versions() {}

    private static long number(String version, int place) {
        return Long.parseLong(version.split("-", 2)[0].split("\\.", -1)[place]);
    }
}
