package io.quantum.governor.facts;

import java.util.List;

/**
 * When the symbol's latest permits were issued ({@code quantum:governor:exec:{symbol}}).
 *
 * @param agesSec seconds since each permit, newest first; negative for one in the future
 * @param ignoredEntries how many entries of the list were not numbers
 */
public record Executions(List<Double> agesSec, int ignoredEntries) implements Fact {
    private static final double MICROS = 1e6;

    public Executions {
        agesSec = List.copyOf(agesSec);
        for (double age : agesSec) {
            Require.finite("agesSec", age);
        }
    }

    /** An age, seconds, to the microsecond: more digits than a timestamp carries would be noise. */
    public static double toMicrosecond(double ageSec) {
        return Math.rint(ageSec * MICROS) / MICROS;
    }

    /**
     * Counts the permits of a rolling window; one in the future counts.
     *
     * @param windowSec the window's length in seconds
     * @return how many permits are younger than the window is long
     */
    public int within(long windowSec) {
        return Ages.within(agesSec, windowSec);
    }
}
