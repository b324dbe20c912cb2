package io.quantum.governor.loaders.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinanceSettingsTest {
    @Test
    void its_text_shows_neither_key_nor_secret() {
        assertThat(BinanceSettings.of(BinanceSettings.TESTNET, "thekey", "thesecret"))
                .asString()
                .contains("testnet.binancefuture.com")
                .doesNotContain("thekey", "thesecret");
    }

    @Test
    void drops_a_final_slash() {
        assertThat(BinanceSettings.of(URI.create("https://demo-fapi.binance.com/"), "k", "s")
                        .baseUrl())
                .hasToString("https://demo-fapi.binance.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://x", "x", "https:///p", "https://u:p@host", "https://host?a=b", "https://host#f", "file:/x"
            })
    void refuses_a_base_url_that_is_none(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinanceSettings.of(URI.create(url), "k", "s"))
                .withMessageContaining("baseUrl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tail\n", "two words", "schlüssel"})
    void refuses_a_key_that_no_header_can_carry_without_quoting_it(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinanceSettings.of(BinanceSettings.TESTNET, key, "s"))
                .withMessage("apiKey must be printable ASCII without spaces and not empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinanceSettings.of(BinanceSettings.TESTNET, "k", key))
                .withMessageStartingWith("apiSecret");
    }

    @Test
    void refuses_an_interval_or_timeout_of_nothing() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BinanceSettings(BinanceSettings.TESTNET, "k", "s", Duration.ZERO, second))
                .withMessageContaining("refreshInterval");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BinanceSettings(BinanceSettings.TESTNET, "k", "s", second, second.negated()))
                .withMessageContaining("requestTimeout");
    }
}
