package io.quantum.governor.loaders;

import io.quantum.governor.facts.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What is known of positions, prices and the portfolio beside the symbol's own keys in Redis. */
public interface PositionSource {

    /**
     * Tells what the source knows; answers at once and decides nothing.
     *
     * @param symbol the plan's symbol
     * @param positionSide the row that the plan names, {@code LONG} or {@code SHORT}; empty when it names none
     * @param now the moment for which ages hold
     * @return the facts about the symbol's position and price as far as the source has them, and about the portfolio
     */
    List<Fact> facts(String symbol, String positionSide, Instant now);

    /** The symbols that the source knows to have a position, or can't tell of; none when it lists no symbols. */
    default Set<String> heldSymbols() {
        return Set.of();
    }
}
