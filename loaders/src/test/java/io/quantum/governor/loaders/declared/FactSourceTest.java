package io.quantum.governor.loaders.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantum.governor.loaders.declared.FactSource.OfExchange;
import io.quantum.governor.loaders.declared.FactSource.OfGauge;
import io.quantum.governor.loaders.declared.FactSource.OfPlan;
import io.quantum.governor.loaders.declared.FactSource.OfRedis;
import io.quantum.governor.loaders.declared.FactSource.OfStream;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactSourceTest {
    private static final About BTC = new About("BTCUSDT", "main", "scalper", LocalDate.EPOCH);

    @Test
    void a_plan_is_a_source_of_its_own() {
        assertThat(FactSource.parse(" plan ")).isEqualTo(new OfPlan());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hash", "string", "list"})
    void a_key_in_redis_holds_one_of_three_types(String type) {
        assertThat(FactSource.parse("redis " + type + "  quantum:x:{symbol}"))
                .isEqualTo(new OfRedis(type, KeyPattern.parse("quantum:x:{symbol}")));
    }

    @ParameterizedTest
    @CsvSource({"{symbol}, BTCUSDT", "{account}, main", "{strategy}, scalper"})
    void of_a_stream_the_entries_about_the_plan_are_meant(String place, String name) {
        OfStream stream = (OfStream) FactSource.parse("redis stream quantum:stream:x where json.symbol is " + place);

        assertThat(stream.key()).isEqualTo("quantum:stream:x");
        assertThat(stream.field()).isEqualTo("json.symbol");
        assertThat(stream.place().of(BTC)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "binance account, account",
        "binance positionRisk {symbol}, positionRisk",
        "binance premiumIndex {symbol}, premiumIndex",
        "binance exchangeInfo {symbol}, exchangeInfo",
    })
    void the_exchange_has_four_endpoints(String words, String endpoint) {
        assertThat(FactSource.parse(words)).isEqualTo(new OfExchange(endpoint));
    }

    @Test
    void a_gauge_stands_on_a_page() {
        assertThat(FactSource.parse("gauge http://localhost:1/metrics a_b:c1"))
                .isEqualTo(new OfGauge(PageAddress.parse("http://localhost:1/metrics"), "a_b:c1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                             | write one of: plan, redis hash KEY",
                "mysql table x                                  | write one of: plan, redis hash KEY",
                "Plan                                           | write one of: plan, redis hash KEY",
                "plan kill_score                                | write plan alone",
                "redis                                          | write redis hash KEY",
                "redis hash                                     | write redis hash KEY",
                "redis set quantum:x                            | write redis hash KEY",
                "redis hash quantum:x quantum:y                 | write redis hash KEY",
                "redis stream quantum:x                         | write redis hash KEY",
                "redis stream quantum:x whose symbol is {symbol}| write redis hash KEY",
                "redis stream quantum:x:{day} where a is {symbol}   | the key of a stream has no places",
                "redis stream quantum:x where a is BTCUSDT      | end it with {symbol}, {account} or {strategy}",
                "redis stream quantum:x where a is {day}        | end it with {symbol}, {account} or {strategy}",
                "binance                                        | write binance account, or binance positionRisk",
                "binance account {symbol}                       | write binance account, or binance positionRisk",
                "binance positionRisk                           | write binance account, or binance positionRisk",
                "binance premiumIndex BTCUSDT                   | write binance account, or binance positionRisk",
                "binance openOrders {symbol}                    | write binance account, or binance positionRisk",
                "gauge p26_heat_value                           | write gauge, the address of the page",
                "gauge http://localhost/metrics 1x              | write gauge, the address of the page",
                "gauge http://localhost/metrics x{a=\"b\"}      | write gauge, the address of the page",
            })
    void what_is_none_of_the_forms_is_refused_with_a_remedy(String words, String remedy) {
        assertThatThrownBy(() -> FactSource.parse(words))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + words + "' is no source of facts; ")
                .hasMessageContaining(remedy);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"redis hash quantum:*", "redis stream quantum:{x} where a is {symbol}", "gauge http://x/ y"})
    void what_is_wrong_in_a_key_or_an_address_is_told(String words) {
        assertThatThrownBy(() -> FactSource.parse(words))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("; ")
                .message()
                .doesNotContain("is no source of facts");
    }
}
