package io.quantum.governor.loaders.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PremiumIndexDecoderTest {
    @Test
    void reads_a_row_as_the_venue_documents_it() throws IOException {
        Map<String, Double> prices = decode("""
                [{"symbol":"BTCUSDT","markPrice":"11793.63104562","indexPrice":"11781.80495970",
                "estimatedSettlePrice":"11781.16138815","lastFundingRate":"0.00038246",
                "interestRate":"0.00010000","nextFundingTime":1597392000000,"time":1597370495002}]""");

        assertThat(prices).isEqualTo(Map.of("BTCUSDT", 11793.63104562));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"symbol\":\"BTCUSDT\",\"markPrice\":\"0.00000000\"}",
                "{\"symbol\":\"BTCUSDT\",\"markPrice\":\"NaN\"}",
                "{\"symbol\":\"BTCUSDT\",\"markPrice\":null}",
                "{\"symbol\":\"BTCUSDT\"}",
                "{\"markPrice\":\"1\"}",
                "null",
                "[[]]"
            })
    void a_bad_row_costs_only_its_own_symbol(String bad) throws IOException {
        assertThat(decode("[" + bad + ",{\"symbol\":\"ETHUSDT\",\"markPrice\":\"2000\"}]"))
                .isEqualTo(Map.of("ETHUSDT", 2000.0));
    }

    @Test
    void a_price_in_another_asset_than_usd_is_none() throws IOException {
        assertThat(decode("""
                [{"symbol":"ETHBTC","markPrice":"0.05"},{"symbol":"BTCUSDT_260327","markPrice":"96000"}]""")).isEqualTo(Map.of("BTCUSDT_260327", 96_000.0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "[{\"symbol\":\"BTCUSDT\",\"markPrice\":\"1\"}", "oops"})
    void refuses_an_answer_without_prices_or_without_end(String body) {
        assertThatIOException().isThrownBy(() -> decode(body));
    }

    private static Map<String, Double> decode(String body) throws IOException {
        return PremiumIndexDecoder.decode(body.getBytes(UTF_8));
    }
}
