package io.quantum.governor.facts;

import java.util.List;

/** Counts what lies within a rolling window. */
final class Ages {
    private Ages() {}

    /** How many ages, in seconds, are below the window's length; a negative age is one in the future and counts. */
    static int within(List<Double> agesSec, long windowSec) {
        int count = 0;
        for (double age : agesSec) {
            if (age < windowSec) {
                count++;
            }
        }
        return count;
    }
}
