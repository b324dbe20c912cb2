package io.quantum.governor.loaders.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Positions and prices of the simulated exchange, with the answers made of them: built when asked for after a change and
 * kept until the next one, so that 10 000 symbols cost little. Thread-safe.
 */
final class SimulatedBook {
    private static final byte[] STALE = new byte[0];
    private static final double USUAL_FUNDING_RATE = 0.0001;
    private static final int PRICE_DECIMALS = 8;

    private final Random random;
    private final Map<String, Map<String, Double>> positions = new TreeMap<>();
    private final Map<String, Double> prices = new TreeMap<>();
    private final Map<String, Double> fundingRates = new TreeMap<>();
    private byte[] positionRisk = STALE;
    private byte[] premiumIndex = STALE;

    SimulatedBook(long seed) {
        this.random = new Random(seed);
    }

    synchronized void setPosition(String symbol, String side, double amountBase) {
        positions.computeIfAbsent(symbol, unused -> new TreeMap<>()).put(side, amountBase);
        positionRisk = STALE;
    }

    synchronized void removePosition(String symbol) {
        positions.remove(symbol);
        positionRisk = STALE;
    }

    synchronized void setMarkPrice(String symbol, double usd) {
        prices.put(symbol, usd);
        forgetAnswers();
    }

    synchronized void setFundingRate(String symbol, double fraction) {
        fundingRates.put(symbol, fraction);
        forgetAnswers();
    }

    synchronized void movePrices(double fraction) {
        prices.replaceAll((symbol, usd) -> usd * (1 + fraction * (2 * random.nextDouble() - 1)));
        forgetAnswers();
    }

    /** The body of {@code GET /fapi/v3/positionRisk}. */
    synchronized byte[] positionRisk(long nowMillis) {
        if (positionRisk.length == 0) {
            positionRisk = positions.entrySet().stream()
                    .flatMap(held -> held.getValue().entrySet().stream()
                            .map(row -> positionRow(held.getKey(), row.getKey(), row.getValue(), nowMillis)))
                    .collect(Collectors.joining(",", "[", "]"))
                    .getBytes(UTF_8);
        }
        return positionRisk;
    }

    /** The body of {@code GET /fapi/v1/premiumIndex}. */
    synchronized byte[] premiumIndex(long nowMillis) {
        if (premiumIndex.length == 0) {
            premiumIndex = prices.entrySet().stream()
                    .map(price -> priceRow(
                            price.getKey(),
                            price.getValue(),
                            fundingRates.getOrDefault(price.getKey(), USUAL_FUNDING_RATE),
                            nowMillis))
                    .collect(Collectors.joining(",", "[", "]"))
                    .getBytes(UTF_8);
        }
        return premiumIndex;
    }

    private void forgetAnswers() {
        positionRisk = STALE;
        premiumIndex = STALE;
    }

    private String positionRow(String symbol, String side, double amountBase, long nowMillis) {
        double usd = prices.getOrDefault(symbol, 0.0);
        String price = decimal(usd);
        String notional = decimal(amountBase * usd);
        return "{\"symbol\":\"" + symbol + "\",\"positionSide\":\"" + side + "\",\"positionAmt\":\""
                + decimal(amountBase) + "\",\"entryPrice\":\"" + price + "\",\"breakEvenPrice\":\"" + price
                + "\",\"markPrice\":\"" + price + "\",\"unRealizedProfit\":\"0.00000000\",\"liquidationPrice\":\"0\","
                + "\"isolatedMargin\":\"0\",\"notional\":\"" + notional + "\",\"marginAsset\":\"USDT\","
                + "\"isolatedWallet\":\"0\",\"initialMargin\":\"0\",\"maintMargin\":\"0\","
                + "\"positionInitialMargin\":\"0\",\"openOrderInitialMargin\":\"0\",\"adl\":2,"
                + "\"bidNotional\":\"0\",\"askNotional\":\"0\",\"updateTime\":" + nowMillis + "}";
    }

    private static String priceRow(String symbol, double usd, double fundingRate, long nowMillis) {
        String price = decimal(usd);
        return "{\"symbol\":\"" + symbol + "\",\"markPrice\":\"" + price + "\",\"indexPrice\":\"" + price
                + "\",\"estimatedSettlePrice\":\"" + price + "\",\"lastFundingRate\":\"" + decimal(fundingRate) + "\","
                + "\"interestRate\":\"0.00010000\",\"nextFundingTime\":" + (nowMillis / 28_800_000 + 1) * 28_800_000
                + ",\"time\":" + nowMillis + "}";
    }

    /** The venue's way of writing a number; what is none stays as Java writes it, to play an unreadable row. */
    private static String decimal(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value)
                        .setScale(PRICE_DECIMALS, RoundingMode.HALF_EVEN)
                        .toPlainString()
                : Double.toString(value);
    }
}
