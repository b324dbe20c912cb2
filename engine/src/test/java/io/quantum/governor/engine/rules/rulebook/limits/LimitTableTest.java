package io.quantum.governor.engine.rules.rulebook.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitTableTest {

    /** Every row stands there, from the most specific to the least; the first that is for the plan counts. */
    @ParameterizedTest
    @CsvSource({
        "symbol=BTC strategy=fast account=main, symbol=BTC,fast,main",
        "symbol=BTC strategy=fast, symbol=BTC,fast,other",
        "symbol=BTC account=main, symbol=BTC,slow,main",
        "strategy=fast account=main, symbol=ETH,fast,main",
        "symbol=BTC, symbol=BTC,slow,other",
        "strategy=fast, symbol=ETH,fast,other",
        "account=main, symbol=ETH,slow,main",
        "none, symbol=ETH,slow,other",
    })
    void the_most_specific_row_counts(String counting, String symbol, String strategy, String account) {
        LimitTable table = table(
                "account=main",
                "symbol=BTC",
                "strategy=fast",
                "strategy=fast account=main",
                "symbol=BTC strategy=fast account=main",
                "symbol=BTC account=main",
                "symbol=BTC strategy=fast");

        assertThat(row(table, symbol.replace("symbol=", ""), strategy, account)).isEqualTo(counting);
    }

    @ParameterizedTest
    @CsvSource({
        "symbol=BTC, strategy=fast, symbol=BTC",
        "symbol=BTC, account=main, symbol=BTC",
        "strategy=fast, account=main, strategy=fast",
        "symbol=BTC account=main, symbol=BTC strategy=fast, symbol=BTC strategy=fast",
        "strategy=fast account=main, symbol=BTC account=main, symbol=BTC account=main",
        "strategy=fast account=main, symbol=BTC, strategy=fast account=main",
    })
    void of_two_rows_more_scopes_beat_fewer_and_symbol_beats_strategy_beats_account(
            String one, String other, String counting) {
        assertThat(row(table(one, other), "BTC", "fast", "main")).isEqualTo(counting);
        assertThat(row(table(other, one), "BTC", "fast", "main")).isEqualTo(counting);
    }

    @Test
    void a_symbol_that_is_judged_without_a_plan_has_the_rows_of_symbols_alone() {
        LimitTable table = table("symbol=BTC", "symbol=BTC strategy=fast", "strategy=fast");

        assertThat(row(table, "BTC", "", "")).isEqualTo("symbol=BTC");
        assertThat(row(table, "ETH", "", "")).isEqualTo("none");
    }

    @Test
    void plans_that_no_row_tells_apart_are_one() {
        LimitTable table = table("symbol=BTC", "strategy=fast");

        assertThat(table.asFarAsNamed(new LimitScope("BTC", "slow", "main"))).isEqualTo(LimitScope.ofSymbol("BTC"));
        assertThat(table.asFarAsNamed(new LimitScope("DOGE", "slow", "main"))).isEqualTo(LimitScope.NOTHING);
    }

    private static String row(LimitTable table, String symbol, String strategy, String account) {
        LimitRow row = table.of(new LimitScope(symbol, strategy, account)).get("burst.max");
        return row == null ? "none" : row.scope().toString().replace(',', ' ');
    }

    private static LimitTable table(String... scopes) {
        List<LimitRow> rows = new ArrayList<>();
        for (String text : scopes) {
            LimitScope scope = new LimitScope(word(text, "symbol"), word(text, "strategy"), word(text, "account"));
            rows.add(new LimitRow(
                    "burst.max", scope, 1L, new RowText(LimitsFile.YAML, 1, "burst.max", scope, "1", "risk", "why")));
        }
        return new LimitTable(rows);
    }

    private static String word(String text, String word) {
        return List.of(text.split(" ", -1)).stream()
                .filter(part -> part.startsWith(word + "="))
                .map(part -> part.substring(word.length() + 1))
                .findFirst()
                .orElse("");
    }
}
