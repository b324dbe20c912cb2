package io.quantum.governor.facts;

import java.util.Locale;

/**
 * The word that the market state has for the symbol's volatility ({@code quantum:state:market:{symbol}}).
 *
 * @param word as it was told, in capital letters: {@code HIGH}, {@code HIGH_VOL}
 */
public record VolatilityRegime(String word) implements CycleFact {
    public VolatilityRegime {
        word = word.toUpperCase(Locale.ROOT);
    }
}
