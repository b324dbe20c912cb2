package io.quantum.governor.loaders.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExchangeSnapshotTest {
    private static final Instant FIRST = Instant.ofEpochSecond(1_767_607_200);
    private static final Instant SECOND = FIRST.plusSeconds(1);
    private static final PositionRow LONG_HALF = new PositionRow(PositionRow.LONG, 0.5);
    private static final PositionRow SHORT_FIFTH = new PositionRow(PositionRow.SHORT, -0.2);
    private static final PositionRow FLAT_ROW = new PositionRow(PositionRow.BOTH, 0);

    @Test
    void nothing_yet_is_neither_flat_nor_priced() {
        ExchangeSnapshot nothing = ExchangeSnapshot.NOTHING_YET;

        assertThat(nothing.hasPositions()).isFalse();
        assertThat(nothing.hasPrices()).isFalse();
        assertThat(nothing.positions()).isEmpty();
    }

    @Test
    void each_half_has_its_own_age() {
        ExchangeSnapshot snapshot = ExchangeSnapshot.NOTHING_YET
                .withPositions(FIRST, held(Map.of("BTCUSDT", List.of(LONG_HALF))))
                .withPrices(SECOND, Map.of("BTCUSDT", 100.0));

        assertThat(snapshot.positionsAt()).isEqualTo(FIRST);
        assertThat(snapshot.pricesAt()).isEqualTo(SECOND);
        assertThat(snapshot.withPositions(SECOND, AccountPositions.FLAT).markPrices())
                .containsEntry("BTCUSDT", 100.0);
    }

    @Test
    void sums_the_absolute_notionals_of_hedge_rows() {
        ExchangeSnapshot snapshot = ExchangeSnapshot.NOTHING_YET
                .withPrices(FIRST, Map.of("BTCUSDT", 100.0))
                .withPositions(FIRST, held(Map.of("BTCUSDT", List.of(LONG_HALF, SHORT_FIFTH))));

        assertThat(snapshot.portfolioNotionalUsd()).isEqualTo(70.0);
        assertThat(snapshot.openPositions()).isEqualTo(2);
    }

    @Test
    void flat_rows_neither_count_nor_need_a_price() {
        ExchangeSnapshot snapshot =
                ExchangeSnapshot.NOTHING_YET.withPositions(FIRST, held(Map.of("BTCUSDT", List.of(FLAT_ROW))));

        assertThat(snapshot.openPositions()).isZero();
        assertThat(snapshot.unpricedSymbols()).isEmpty();
    }

    @Test
    void prefers_the_price_list_to_the_price_in_the_row() {
        AccountPositions positions = new AccountPositions(
                Map.of("BTCUSDT", List.of(LONG_HALF), "ETHUSDT", List.of(LONG_HALF)),
                Set.of(),
                Map.of("BTCUSDT", 90.0, "ETHUSDT", 10.0));
        ExchangeSnapshot snapshot = ExchangeSnapshot.NOTHING_YET
                .withPositions(FIRST, positions)
                .withPrices(FIRST, Map.of("BTCUSDT", 100.0));

        assertThat(snapshot.portfolioNotionalUsd()).isEqualTo(55.0);
        assertThat(snapshot.unpricedSymbols()).isEmpty();
    }

    @Test
    void names_open_symbols_without_any_price() {
        ExchangeSnapshot snapshot =
                ExchangeSnapshot.NOTHING_YET.withPositions(FIRST, held(Map.of("BTCUSDT", List.of(LONG_HALF))));

        assertThat(snapshot.unpricedSymbols()).containsExactly("BTCUSDT");
        assertThat(snapshot.openPositions()).isEqualTo(1);
        assertThat(snapshot.portfolioNotionalUsd()).isZero();
    }

    private static AccountPositions held(Map<String, List<PositionRow>> rows) {
        return new AccountPositions(rows, Set.of(), Map.of());
    }
}
