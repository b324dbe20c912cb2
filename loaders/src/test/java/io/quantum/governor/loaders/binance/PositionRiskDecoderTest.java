package io.quantum.governor.loaders.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionRiskDecoderTest {
    @Test
    void reads_a_row_as_the_venue_documents_it() throws IOException {
        AccountPositions positions = decode("""
                [{"symbol":"ADAUSDT","positionSide":"BOTH","positionAmt":"30","entryPrice":"0.385",
                "breakEvenPrice":"0.385077","markPrice":"0.41047590","unRealizedProfit":"0.76427700",
                "liquidationPrice":"0","isolatedMargin":"0","notional":"12.31427700","marginAsset":"USDT",
                "isolatedWallet":"0","initialMargin":"0.61571385","maintMargin":"0.08004280",
                "positionInitialMargin":"0.61571385","openOrderInitialMargin":"0","adl":2,"bidNotional":"0",
                "askNotional":"0","updateTime":1720736417660}]""");

        assertThat(positions.rows()).containsOnlyKeys("ADAUSDT").containsValue(List.of(new PositionRow("BOTH", 30)));
        assertThat(positions.markPrices()).containsEntry("ADAUSDT", 0.41047590);
        assertThat(positions.unreadable()).isEmpty();
    }

    @Test
    void an_empty_list_is_a_flat_account() throws IOException {
        assertThat(decode("[]")).isEqualTo(AccountPositions.FLAT);
    }

    @Test
    void keeps_both_rows_of_a_hedged_symbol() throws IOException {
        AccountPositions positions =
                decode("[" + row("BTCUSDT", "LONG", "\"0.5\"") + "," + row("BTCUSDT", "SHORT", "\"-0.2\"") + "]");

        assertThat(positions.rows().get("BTCUSDT"))
                .containsExactly(new PositionRow("LONG", 0.5), new PositionRow("SHORT", -0.2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"abc\"", "\"NaN\"", "\"\"", "null", "true", "{}", "[1]", "\"1e300\"", "NaN_absent"})
    void a_bad_amount_makes_only_its_own_symbol_unreadable(String amount) throws IOException {
        String bad = amount.equals("NaN_absent")
                ? "{\"symbol\":\"BTCUSDT\",\"positionSide\":\"BOTH\"}"
                : row("BTCUSDT", "BOTH", amount);
        AccountPositions positions = decode("[" + bad + "," + row("ETHUSDT", "BOTH", "2.5") + "]");

        assertThat(positions.unreadable()).containsExactly("BTCUSDT");
        assertThat(positions.rows()).containsOnlyKeys("ETHUSDT");
    }

    @Test
    void one_bad_row_of_a_hedged_symbol_makes_the_whole_symbol_unreadable() throws IOException {
        AccountPositions positions =
                decode("[" + row("BTCUSDT", "LONG", "\"0.5\"") + "," + row("BTCUSDT", "SHORT", "\"abc\"") + "]");

        assertThat(positions.unreadable()).containsExactly("BTCUSDT");
        assertThat(positions.rows()).isEmpty();
    }

    @Test
    void an_unknown_side_is_unreadable() throws IOException {
        assertThat(decode("[" + row("BTCUSDT", "SIDEWAYS", "\"1\"") + "]").unreadable())
                .containsExactly("BTCUSDT");
    }

    @Test
    void a_bad_mark_price_costs_only_the_price() throws IOException {
        AccountPositions positions = decode(
                "[{\"symbol\":\"BTCUSDT\",\"positionSide\":\"BOTH\",\"positionAmt\":\"1\",\"markPrice\":\"0\"}]");

        assertThat(positions.rows()).containsOnlyKeys("BTCUSDT");
        assertThat(positions.markPrices()).isEmpty();
    }

    @Test
    void a_position_in_a_contract_of_another_asset_than_usd_has_no_price() throws IOException {
        AccountPositions positions = decode(
                "[{\"symbol\":\"ETHBTC\",\"positionSide\":\"BOTH\",\"positionAmt\":\"1000\",\"markPrice\":\"0.05\"}]");

        assertThat(positions.rows()).containsOnlyKeys("ETHBTC");
        assertThat(positions.markPrices()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "null",
                "<html>",
                "[",
                "[{\"symbol\":\"BTCUSDT\"",
                "[{\"symbol\":\"BTCUSDT\",\"positionSide\":\"BOTH\",\"positionAmt\":\"1\"}",
                "[null]",
                "[1]",
                "[{\"positionSide\":\"BOTH\",\"positionAmt\":\"1\"}]"
            })
    void refuses_an_answer_that_could_hide_a_position(String body) {
        assertThatIOException().isThrownBy(() -> decode(body));
    }

    private static String row(String symbol, String side, String amount) {
        return "{\"symbol\":\"" + symbol + "\",\"positionSide\":\"" + side + "\",\"positionAmt\":" + amount + "}";
    }

    private static AccountPositions decode(String body) throws IOException {
        return PositionRiskDecoder.decode(body.getBytes(UTF_8));
    }
}
