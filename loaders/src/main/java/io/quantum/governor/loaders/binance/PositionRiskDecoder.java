package io.quantum.governor.loaders.binance;

import io.quantum.governor.loaders.QuoteAsset;
import io.quantum.governor.loaders.WireNumber;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Turns the answer of {@code GET /fapi/v3/positionRisk} into positions. */
final class PositionRiskDecoder {
    private static final RowReader ROWS = new RowReader("symbol", "positionSide", "positionAmt", "markPrice");

    private final Map<String, List<PositionRow>> rows = new HashMap<>();
    private final Set<String> unreadable = new HashSet<>();
    private final Map<String, Double> markPrices = new HashMap<>();

    private PositionRiskDecoder() {}

    /**
     * Reads all rows; one that can't be read costs its own symbol only.
     *
     * @throws IOException when the body is not a JSON array, or a row names no symbol: whose position it is can't be
     *     known then, and any symbol that is not listed could be the one
     */
    static AccountPositions decode(byte[] body) throws IOException {
        PositionRiskDecoder decoder = new PositionRiskDecoder();
        ROWS.read(body, decoder::take);
        decoder.rows.keySet().removeAll(decoder.unreadable);
        return new AccountPositions(decoder.rows, decoder.unreadable, decoder.markPrices);
    }

    private void take(String[] values) throws IOException {
        String symbol = values[0];
        String side = values[1];
        OptionalDouble amount = WireNumber.parse(values[2]);
        if (symbol.isEmpty()) {
            throw new IOException("a row names no symbol");
        }
        if (PositionRow.isSide(side) && amount.isPresent()) {
            rows.computeIfAbsent(symbol, unused -> new ArrayList<>(2)).add(new PositionRow(side, amount.getAsDouble()));
        } else {
            unreadable.add(symbol);
        }
        if (QuoteAsset.isUsd(symbol)) {
            WireNumber.parsePrice(values[3]).ifPresent(price -> markPrices.put(symbol, price));
        }
    }
}
