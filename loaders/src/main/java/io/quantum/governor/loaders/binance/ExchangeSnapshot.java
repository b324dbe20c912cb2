package io.quantum.governor.loaders.binance;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the exchange said last: positions and mark prices, each with the time it was asked for. Immutable.
 *
 * <p>The two halves come from two calls, so each keeps its last good values, and its own age, while the other's call
 * fails. Both times are the governor's own clock at the start of the request, so an age is never too young.
 */
public final class ExchangeSnapshot {
    /** Before the first answer. */
    public static final ExchangeSnapshot NOTHING_YET =
            new ExchangeSnapshot(Instant.EPOCH, AccountPositions.FLAT, Instant.EPOCH, Map.of());

    private final Instant positionsAt;
    private final AccountPositions positions;
    private final Instant pricesAt;
    private final Map<String, Double> markPrices;
    private final PortfolioSum sum;

    private ExchangeSnapshot(
            Instant positionsAt, AccountPositions positions, Instant pricesAt, Map<String, Double> markPrices) {
        this.positionsAt = positionsAt;
        this.positions = positions;
        this.pricesAt = pricesAt;
        this.markPrices = Collections.unmodifiableMap(markPrices);
        this.sum = PortfolioSum.of(positions, markPrices);
    }

    /**
     * The same prices with newer positions.
     *
     * @param askedAt when the request for them was begun, by the governor's clock
     * @param newer what the exchange answered
     */
    public ExchangeSnapshot withPositions(Instant askedAt, AccountPositions newer) {
        return new ExchangeSnapshot(askedAt, newer, pricesAt, markPrices);
    }

    /**
     * The same positions with newer prices.
     *
     * @param askedAt when the request for them was begun, by the governor's clock
     * @param newer mark prices by symbol, USD, finite and above 0, none of a symbol that is not quoted in USD; the map must
     *     not change afterwards
     */
    public ExchangeSnapshot withPrices(Instant askedAt, Map<String, Double> newer) {
        return new ExchangeSnapshot(positionsAt, positions, askedAt, newer);
    }

    /** Whether positions were ever read. If not, no symbol may be taken for flat. */
    public boolean hasPositions() {
        return positionsAt.isAfter(Instant.EPOCH);
    }

    /** Whether mark prices were ever read. */
    public boolean hasPrices() {
        return pricesAt.isAfter(Instant.EPOCH);
    }

    /** When the positions were asked for; {@link Instant#EPOCH} when they never came. */
    public Instant positionsAt() {
        return positionsAt;
    }

    /** The rows by symbol. A symbol that is in neither this nor {@link #unreadablePositions()} is flat. */
    public Map<String, List<PositionRow>> positions() {
        return positions.rows();
    }

    /** Symbols whose position is unknown because a row of theirs can't be read; the sums lack them. */
    public Set<String> unreadablePositions() {
        return positions.unreadable();
    }

    /** Mark prices that came with the positions, USD, as old as {@link #positionsAt()}. */
    public Map<String, Double> positionMarkPrices() {
        return positions.markPrices();
    }

    /** When the mark prices were asked for; {@link Instant#EPOCH} when they never came. */
    public Instant pricesAt() {
        return pricesAt;
    }

    /** Mark prices of all symbols of the venue, USD, above 0; a symbol whose price can't be read is absent. */
    public Map<String, Double> markPrices() {
        return markPrices;
    }

    /**
     * The absolute notionals of all rows summed, USD (contract 5, portfolio notional). A row is priced by {@link
     * #markPrices()}, else by {@link #positionMarkPrices()}. It lacks {@link #unpricedSymbols()} and {@link
     * #unreadablePositions()}.
     */
    public double portfolioNotionalUsd() {
        return sum.notionalUsd();
    }

    /** How many rows are not flat; in hedge mode a symbol can count twice. */
    public int openPositions() {
        return sum.openPositions();
    }

    /** Symbols with a row that is not flat and no mark price from either call. */
    public Set<String> unpricedSymbols() {
        return sum.unpricedSymbols();
    }

    @Override
    public String toString() {
        return "ExchangeSnapshot[positionsAt=" + positionsAt + ", symbols="
                + positions.rows().size() + ", pricesAt=" + pricesAt + ", prices=" + markPrices.size() + "]";
    }
}
