package io.quantum.governor.loaders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireNumberTest {
    @ParameterizedTest
    @CsvSource({"0.2,0.2", "2e-1,0.2", "-0.015,-0.015", "0,0", "+3,3", "1E3,1000", "1e15,1e15"})
    void reads_decimals(String text, double number) {
        assertThat(WireNumber.parse(text)).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "abc",
                "NaN",
                "Infinity",
                "30d",
                "30f",
                "0x1p3",
                "1 000",
                "1,5",
                "--1",
                "1e",
                ".",
                "1e16"
            })
    void takes_nothing_else_for_a_number(String text) {
        assertThat(WireNumber.parse(text)).isEmpty();
    }

    @Test
    void takes_no_endless_text_for_a_number() {
        assertThat(WireNumber.parse("0." + "0".repeat(1100))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1e308,1e308", "-1e16,-1e16", "0.8,0.8"})
    void reads_a_number_of_any_size_where_there_is_no_limit(String text, double number) {
        assertThat(WireNumber.finite(text)).hasValue(number);
    }

    @Test
    void reads_the_largest_numbers_written_out() {
        assertThat(WireNumber.finite("1" + "0".repeat(308))).hasValue(1e308);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e309", "NaN", "Infinity", "0x1p3"})
    void takes_what_is_not_finite_for_no_number_of_any_size(String text) {
        assertThat(WireNumber.finite(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.00000000", "-1", "-0.0", "1e-400"})
    void takes_nothing_at_or_below_zero_for_a_price(String text) {
        assertThat(WireNumber.parsePrice(text)).isEmpty();
    }
}
