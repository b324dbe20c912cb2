package io.quantum.governor.engine.serve.room;

import java.util.Comparator;

/** The ids of entries of a stream: milliseconds, a dash, a number. */
final class StreamIds {
    /** Older ones first. */
    static final Comparator<String> ORDER =
            Comparator.comparingLong(StreamIds::millis).thenComparingLong(StreamIds::number);

    private StreamIds() {}

    static boolean isId(String text) {
        return text.matches("[0-9]{1,15}-[0-9]{1,18}");
    }

    /** When it was added, by the clock of Redis: milliseconds since the epoch. */
    static long millis(String id) {
        return Long.parseLong(id.substring(0, id.indexOf('-')));
    }

    private static long number(String id) {
        return Long.parseLong(id.substring(id.indexOf('-') + 1));
    }
}
