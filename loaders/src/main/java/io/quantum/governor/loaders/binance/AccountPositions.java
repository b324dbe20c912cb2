package io.quantum.governor.loaders.binance;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All positions of the account in one answer of the exchange.
 *
 * @param rows the rows by symbol; a symbol in neither this nor {@code unreadable} is flat
 * @param unreadable symbols of which a row can't be read: what they hold is unknown, never flat, and none of their rows
 *     is in {@code rows}
 * @param markPrices the mark prices that came with the rows, USD, above 0; only those that can be read and are USD
 */
public record AccountPositions(
        Map<String, List<PositionRow>> rows, Set<String> unreadable, Map<String, Double> markPrices) {
    /** An account that holds nothing. */
    public static final AccountPositions FLAT = new AccountPositions(Map.of(), Set.of(), Map.of());

    /** Keeps copies that nobody can change. */
    public AccountPositions {
        rows = rows.entrySet().stream()
                .collect(toUnmodifiableMap(Map.Entry::getKey, row -> List.copyOf(row.getValue())));
        unreadable = Set.copyOf(unreadable);
        markPrices = Map.copyOf(markPrices);
    }
}
