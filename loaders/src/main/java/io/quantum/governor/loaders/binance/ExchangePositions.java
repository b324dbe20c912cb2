package io.quantum.governor.loaders.binance;

import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.MarkPrice;
import io.quantum.governor.facts.Portfolio;
import io.quantum.governor.facts.Position;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.loaders.PositionSource;
import io.quantum.governor.loaders.QuoteAsset;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Facts out of the exchange's last snapshot. A symbol that the exchange does not list is flat. */
public final class ExchangePositions implements PositionSource {
    private static final String SOURCE = "exchange";
    private static final int MOST_NAMED = 10;

    private final ExchangeRefresher refresher;
    private final Duration refreshWhenOlderThan;

    /**
     * @param refresher keeps the snapshot
     * @param refreshWhenOlderThan a plan that finds an older snapshot asks for one shared refresh, and does not wait
     */
    public ExchangePositions(ExchangeRefresher refresher, Duration refreshWhenOlderThan) {
        this.refresher = refresher;
        this.refreshWhenOlderThan = refreshWhenOlderThan;
    }

    @Override
    public List<Fact> facts(String symbol, String positionSide, Instant now) {
        ExchangeSnapshot snapshot = refresher.current();
        if (Duration.between(oldest(snapshot), now).compareTo(refreshWhenOlderThan) > 0) {
            refresher.refreshSoon();
        }
        return List.of(
                position(snapshot, symbol, positionSide, now), price(snapshot, symbol, now), portfolio(snapshot, now));
    }

    @Override
    public Set<String> heldSymbols() {
        ExchangeSnapshot snapshot = refresher.current();
        Set<String> symbols = new HashSet<>(snapshot.unreadablePositions());
        snapshot.positions().forEach((symbol, rows) -> {
            if (size(rows) > 0) {
                symbols.add(symbol);
            }
        });
        return symbols;
    }

    private static Instant oldest(ExchangeSnapshot snapshot) {
        return snapshot.positionsAt().isBefore(snapshot.pricesAt()) ? snapshot.positionsAt() : snapshot.pricesAt();
    }

    private static long ageSec(Instant at, Instant now) {
        return now.getEpochSecond() - at.getEpochSecond();
    }

    private static Fact position(ExchangeSnapshot snapshot, String symbol, String positionSide, Instant now) {
        if (!snapshot.hasPositions()) {
            return Unavailable.missing(Position.class, SOURCE);
        }
        if (snapshot.unreadablePositions().contains(symbol)) {
            return Unavailable.unreadable(Position.class, SOURCE + ": the row of " + symbol + " makes no sense");
        }
        List<PositionRow> rows = snapshot.positions().getOrDefault(symbol, List.of());
        return new Position(
                Position.EXCHANGE, size(rows), size(closable(rows, positionSide)), ageSec(snapshot.positionsAt(), now));
    }

    /** The row that the plan names; all rows when it names none, or when the account is not in hedge mode. */
    private static List<PositionRow> closable(List<PositionRow> rows, String positionSide) {
        boolean hedged = rows.stream().anyMatch(r -> !r.positionSide().equals(PositionRow.BOTH));
        boolean named = Set.of(PositionRow.LONG, PositionRow.SHORT).contains(positionSide);
        return hedged && named
                ? rows.stream()
                        .filter(r -> r.positionSide().equals(positionSide))
                        .toList()
                : rows;
    }

    private static double size(List<PositionRow> rows) {
        return rows.stream().mapToDouble(r -> Math.abs(r.positionAmt())).sum();
    }

    private static Fact price(ExchangeSnapshot snapshot, String symbol, Instant now) {
        @Nullable Double price = snapshot.markPrices().get(symbol);
        if (price != null) {
            return new MarkPrice(Position.EXCHANGE, price, ageSec(snapshot.pricesAt(), now));
        }
        @Nullable Double beside = snapshot.positionMarkPrices().get(symbol);
        if (beside != null) {
            return new MarkPrice(Position.EXCHANGE, beside, ageSec(snapshot.positionsAt(), now));
        }
        return QuoteAsset.isUsd(symbol)
                ? Unavailable.missing(MarkPrice.class, SOURCE)
                : Unavailable.unreadable(
                        MarkPrice.class, SOURCE + ": " + symbol + " is not quoted in " + QuoteAsset.USD_WORDS);
    }

    /** A sum that leaves something out is no sum. */
    private static Fact portfolio(ExchangeSnapshot snapshot, Instant now) {
        if (!snapshot.hasPositions()) {
            return Unavailable.missing(Portfolio.class, SOURCE);
        }
        if (!snapshot.unreadablePositions().isEmpty()
                || !snapshot.unpricedSymbols().isEmpty()) {
            return Unavailable.unreadable(
                    Portfolio.class,
                    SOURCE + ": positions that can't be read: " + some(snapshot.unreadablePositions())
                            + "; without a price in USD: " + some(snapshot.unpricedSymbols()));
        }
        Instant oldest = snapshot.hasPrices() ? oldest(snapshot) : snapshot.positionsAt();
        return new Portfolio(
                Position.EXCHANGE, snapshot.portfolioNotionalUsd(), snapshot.openPositions(), ageSec(oldest, now));
    }

    private static String some(Set<String> symbols) {
        String named = symbols.stream().sorted().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return symbols.isEmpty() ? "none" : symbols.size() > MOST_NAMED ? named + ", ..." : named;
    }
}
