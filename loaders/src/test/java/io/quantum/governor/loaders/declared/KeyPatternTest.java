package io.quantum.governor.loaders.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPatternTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 8);

    @ParameterizedTest
    @CsvSource({
        "quantum:state:portfolio, quantum:state:portfolio",
        "quantum:portfolio:budget:{symbol}, quantum:portfolio:budget:BTCUSDT",
        "quantum:{account}:{strategy}:x, quantum:main:scalper:x",
        "quantum:daily:{symbol}:{day}, quantum:daily:BTCUSDT:2026-01-08",
        "quantum:{symbol}{symbol}, quantum:BTCUSDTBTCUSDT",
    })
    void places_are_filled_with_what_a_fact_is_about(String key, String filled) {
        assertThat(KeyPattern.parse(key).of(new About("BTCUSDT", "main", "scalper", DAY)))
                .isEqualTo(filled);
    }

    @Test
    void without_a_plan_account_and_strategy_are_the_default_ones() {
        assertThat(KeyPattern.parse("quantum:{account}:{strategy}").of(About.symbol("BTCUSDT", DAY)))
                .isEqualTo("quantum:default:default");
    }

    @Test
    void the_place_of_a_cluster_is_left_to_redis() {
        KeyPattern key = KeyPattern.parse("quantum:cluster:stress:{cluster}:{symbol}");

        assertThat(key.ofCluster()).isTrue();
        assertThat(key.of(About.symbol("BTCUSDT", DAY))).isEqualTo("quantum:cluster:stress:{cluster}:BTCUSDT");
        assertThat(KeyPattern.parse("quantum:cluster:{symbol}").ofCluster()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"quantum:{venue}", "quantum:{}", "quantum:{Symbol}", "quantum:{symbol }"})
    void a_place_that_nothing_fills_is_refused(String key) {
        assertThatThrownBy(() -> KeyPattern.parse(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing fills {")
                .hasMessageContaining(key)
                .hasMessageEndingWith("; write one of {symbol} {account} {strategy} {day} {cluster}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"quantum:*", "quantum:a b", "quantum:{symbol", "quantum:symbol}", "quantum:{{symbol}}", "é"})
    void a_character_that_is_not_allowed_is_refused(String key) {
        assertThatThrownBy(() -> KeyPattern.parse(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the key " + key + " has a character that is not allowed; use letters, digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "quantum:", "{symbol}", "{symbol}:x"})
    void a_key_that_is_not_whole_is_refused(String key) {
        assertThatThrownBy(() -> KeyPattern.parse(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not whole; begin it with quantum:");
    }
}
