package io.quantum.governor.facts;

import java.util.List;

/**
 * Plans that were blocked because the rules came to no usable end, at any governor.
 *
 * @param agesSec seconds since each of them; negative for one in the future
 */
public record EvaluationErrors(List<Double> agesSec) implements CycleFact {
    public EvaluationErrors {
        agesSec = List.copyOf(agesSec);
        for (double age : agesSec) {
            Require.finite("agesSec", age);
        }
    }

    /**
     * Counts the errors of a rolling window; one in the future counts.
     *
     * @param windowSec the window's length in seconds
     * @return how many errors are younger than the window is long
     */
    public int within(long windowSec) {
        return Ages.within(agesSec, windowSec);
    }
}
