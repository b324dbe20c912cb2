package io.quantum.governor.loaders;

import java.util.regex.Pattern;

/** In which asset a contract of Binance futures is quoted, as its symbol tells. */
public final class QuoteAsset {
    /** What counts as USD, for people. */
    public static final String USD_WORDS = "USD, USDT, USDC, FDUSD or BUSD";

    /** The quote asset ends the symbol; after it a delivery contract has its date, {@code BTCUSDT_260327}. */
    private static final Pattern USD = Pattern.compile("[A-Z0-9]+(?:USD|USDT|USDC)(?:_[0-9]{6}|_PERP)?");

    private QuoteAsset() {}

    /**
     * Whether prices of this symbol are USD: it is quoted in {@value #USD_WORDS}. A price of any other ({@code ETHBTC}) times
     * a quantity is no USD.
     *
     * <p>The venue's list of contracts ({@code GET /fapi/v1/exchangeInfo}) tells it too, but it would be a source more that
     * can fail, for what stands in the symbol.
     */
    public static boolean isUsd(String symbol) {
        return USD.matcher(symbol).matches();
    }
}
