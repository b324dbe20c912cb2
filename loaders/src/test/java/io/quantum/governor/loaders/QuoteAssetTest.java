package io.quantum.governor.loaders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuoteAssetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "BTCUSDT",
                "BTCUSDC",
                "BTCFDUSD",
                "BTCBUSD",
                "BTCUSD",
                "1000SHIBUSDT",
                "BTCUSDT_260327",
                "BTCUSD_PERP"
            })
    void these_are_quoted_in_usd(String symbol) {
        assertThat(QuoteAsset.isUsd(symbol)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ETHBTC",
                "BTCEUR",
                "USDTTRY",
                "BTCUSDT_",
                "ETHBTC_260327",
                "ETHBTC_USDT",
                "BTCUSDT_2603",
                "BTCUSD1",
                ""
            })
    void these_are_not(String symbol) {
        assertThat(QuoteAsset.isUsd(symbol)).isFalse();
    }
}
