package io.quantum.governor.loaders.binance;

import io.quantum.governor.loaders.QuoteAsset;
import io.quantum.governor.loaders.WireNumber;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Turns the answer of {@code GET /fapi/v1/premiumIndex} into mark prices. */
final class PremiumIndexDecoder {
    private static final RowReader ROWS = new RowReader("symbol", "markPrice");
    private static final int USUAL_SYMBOLS = 1024;

    private PremiumIndexDecoder() {}

    /**
     * Reads all rows; one that can't be read, whose price is not above 0, or that is not quoted in USD, is left out.
     *
     * @return mark prices by symbol, USD
     * @throws IOException when the body is not a JSON array, or holds not one price: the venue always has some
     */
    static Map<String, Double> decode(byte[] body) throws IOException {
        Map<String, Double> prices = new HashMap<>(USUAL_SYMBOLS);
        ROWS.read(body, values -> {
            if (QuoteAsset.isUsd(values[0])) {
                WireNumber.parsePrice(values[1]).ifPresent(price -> prices.put(values[0], price));
            }
        });
        if (prices.isEmpty()) {
            throw new IOException("not one price");
        }
        return prices;
    }
}
