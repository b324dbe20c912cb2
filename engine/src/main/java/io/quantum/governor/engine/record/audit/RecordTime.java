package io.quantum.governor.engine.record.audit;

import java.time.Instant;

/** Reads times as records write them. Of records that follow each other most times share their minute. For one thread. */
final class RecordTime {
    /** {@code 2026-01-28T12:00:} */
    private static final int TO_THE_MINUTE = 17;

    private static final int SHORTEST = TO_THE_MINUTE + 3;
    private static final int TEN = 10;
    private static final int NANO_DIGITS = 9;

    private String minute = "";
    private Instant atMinute = Instant.EPOCH;

    /** @throws RecordException when it is no time */
    Instant read(String text) {
        if (text.length() < SHORTEST) {
            return RecordReader.time(text);
        }
        if (minute.isEmpty() || !text.startsWith(minute)) {
            atMinute = RecordReader.time(text.substring(0, TO_THE_MINUTE) + "00Z");
            minute = text.substring(0, TO_THE_MINUTE);
        }
        int seconds = digit(text, TO_THE_MINUTE) * TEN + digit(text, TO_THE_MINUTE + 1);
        int nanos = nanos(text);
        // whatever is not as usual is left to who knows all of it
        return seconds < 0 || seconds > 59 || nanos < 0
                ? RecordReader.time(text)
                : atMinute.plusSeconds(seconds).plusNanos(nanos);
    }

    private static int nanos(String text) {
        int end = text.length() - 1;
        if (text.charAt(end) != 'Z') {
            return -1;
        }
        int at = TO_THE_MINUTE + 2;
        if (at == end) {
            return 0;
        }
        if (text.charAt(at) != '.' || end - at - 1 > NANO_DIGITS) {
            return -1;
        }
        int nanos = 0;
        for (int i = 1; i <= NANO_DIGITS; i++) {
            int digit = at + i < end ? digit(text, at + i) : 0;
            if (digit < 0) {
                return -1;
            }
            nanos = nanos * TEN + digit;
        }
        return nanos;
    }

    /** Far below zero when it is none. */
    private static int digit(String text, int at) {
        int digit = text.charAt(at) - '0';
        return digit >= 0 && digit < TEN ? digit : -100;
    }
}
