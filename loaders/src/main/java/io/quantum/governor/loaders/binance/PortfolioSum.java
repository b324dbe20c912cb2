package io.quantum.governor.loaders.binance;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All readable positions summed, worked out once a refresh so that no plan has to.
 *
 * @param notionalUsd the absolute notionals of all priced rows, USD
 * @param openPositions how many rows are not flat, priced or not
 * @param unpricedSymbols symbols with a row that is not flat and no mark price: the sum lacks them
 */
record PortfolioSum(double notionalUsd, int openPositions, Set<String> unpricedSymbols) {
    static PortfolioSum of(AccountPositions positions, Map<String, Double> markPrices) {
        double notionalUsd = 0;
        int open = 0;
        Set<String> unpriced = new HashSet<>();
        for (Map.Entry<String, List<PositionRow>> held : positions.rows().entrySet()) {
            String symbol = held.getKey();
            Double price =
                    markPrices.getOrDefault(symbol, positions.markPrices().get(symbol));
            for (PositionRow row : held.getValue()) {
                if (row.isFlat()) {
                    continue;
                }
                open++;
                if (price == null) {
                    unpriced.add(symbol);
                } else {
                    notionalUsd += Math.abs(row.positionAmt()) * price;
                }
            }
        }
        return new PortfolioSum(notionalUsd, open, Set.copyOf(unpriced));
    }
}
