package io.quantum.governor.loaders.binance;

import static io.quantum.governor.loaders.sandbox.SimulatedExchange.POSITIONS_PATH;
import static io.quantum.governor.loaders.sandbox.SimulatedExchange.PRICES_PATH;
import static io.quantum.governor.loaders.sandbox.SimulatedExchange.TIME_PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.quantum.governor.loaders.sandbox.Failure;
import io.quantum.governor.loaders.sandbox.SimulatedExchange;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExchangeRefresherIT {
    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final Duration TIMEOUT = Duration.ofMillis(250);

    private final SimulatedExchange exchange = SimulatedExchange.start();
    private ExchangeRefresher refresher = start(INTERVAL);

    @BeforeEach
    void knows_one_position() {
        exchange.setMarkPrice("BTCUSDT", 50_000);
        exchange.setPosition("BTCUSDT", "BOTH", -0.01);
        await().until(() -> refresher.current().hasPrices()
                && refresher.current().positions().containsKey("BTCUSDT"));
    }

    @AfterEach
    void end() {
        refresher.close();
        exchange.close();
    }

    @Test
    void follows_positions_and_prices() {
        exchange.setMarkPrice("BTCUSDT", 60_000);
        exchange.setPosition("BTCUSDT", "BOTH", 0.02);

        await().untilAsserted(() ->
                assertThat(refresher.current().portfolioNotionalUsd()).isEqualTo(1200));
        assertThat(refresher.current().markPrices()).isEqualTo(Map.of("BTCUSDT", 60_000.0));
        assertThat(refresher.failures()).isZero();
        assertThat(refresher.lastFailure()).isEmpty();
    }

    @Test
    void sees_a_position_that_is_gone_as_flat() {
        exchange.removePosition("BTCUSDT");

        await().until(() -> refresher.current().positions().isEmpty());
        assertThat(refresher.current().unreadablePositions()).isEmpty();
        assertThat(refresher.current().hasPositions()).isTrue();
    }

    @Test
    void shows_both_rows_of_a_hedged_symbol() {
        exchange.removePosition("BTCUSDT");
        exchange.setPosition("BTCUSDT", "LONG", 0.03);
        exchange.setPosition("BTCUSDT", "SHORT", -0.01);

        await().until(() -> refresher.current().openPositions() == 2);
        assertThat(refresher.current().positions().get("BTCUSDT"))
                .containsExactlyInAnyOrder(new PositionRow("LONG", 0.03), new PositionRow("SHORT", -0.01));
        assertThat(refresher.current().portfolioNotionalUsd()).isEqualTo(2000);
    }

    @Test
    void a_row_that_can_not_be_read_costs_only_its_own_symbol() {
        exchange.setPosition("ETHUSDT", "BOTH", Double.NaN);
        exchange.setMarkPrice("SOLUSDT", 0);

        await().until(() -> refresher.current().unreadablePositions().contains("ETHUSDT"));
        assertThat(refresher.current().positions()).containsOnlyKeys("BTCUSDT");
        assertThat(refresher.current().markPrices()).containsOnlyKeys("BTCUSDT");
        assertThat(refresher.failures()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "CLOCK_SKEW"})
    void keeps_the_last_good_values_through_a_failure_and_recovers_by_itself(Failure failure) {
        exchange.failWith(failure);
        await().until(() -> !refresher.lastFailure().isEmpty());
        exchange.setPosition("BTCUSDT", "BOTH", 0.5);
        Instant known = refresher.current().positionsAt();
        long failures = refresher.failures();

        if (failure != Failure.TOO_MANY_REQUESTS && failure != Failure.BANNED) {
            await().until(() -> refresher.failures() > failures);
        }
        assertThat(refresher.current().positionsAt()).isEqualTo(known);
        assertThat(refresher.current().portfolioNotionalUsd()).isEqualTo(500);

        exchange.failWith(Failure.NONE);
        await().until(() -> refresher.current().portfolioNotionalUsd() == 25_000);
        await().until(() -> refresher.lastFailure().isEmpty());
        assertThat(refresher.current().positionsAt()).isAfter(known);
    }

    @Test
    void asks_again_within_two_seconds_however_often_it_failed_and_however_long_the_interval_is() {
        refresher.close();
        refresher = start(Duration.ofMinutes(10));
        await().until(() -> refresher.current().hasPrices());
        exchange.failWith(Failure.TRUNCATED, PRICES_PATH);
        refresher.refreshSoon();
        await().until(() -> refresher.failures() >= 1);
        for (int failure = 1; failure < 4; failure++) {
            long asked = exchange.requests(PRICES_PATH);
            await().pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofSeconds(2))
                    .until(() -> exchange.requests(PRICES_PATH) > asked);
        }
        exchange.failWith(Failure.NONE);
        await().atMost(Duration.ofSeconds(2))
                .until(() -> refresher.lastFailure().isEmpty());
    }

    @Test
    void one_failing_call_leaves_the_other_half_fresh() {
        exchange.failWith(Failure.SERVER_ERROR, POSITIONS_PATH);
        await().until(() -> refresher.lastFailure().startsWith("positions: HTTP 500"));
        Instant known = refresher.current().positionsAt();
        exchange.setMarkPrice("BTCUSDT", 40_000);

        await().until(() -> refresher.current().markPrices().containsValue(40_000.0));
        assertThat(refresher.current().positionsAt()).isEqualTo(known);
        assertThat(refresher.current().pricesAt()).isAfter(known);
        assertThat(refresher.current().portfolioNotionalUsd()).isEqualTo(400);
    }

    @Test
    void backs_off_from_a_failing_call() {
        exchange.failWith(Failure.UNAVAILABLE, POSITIONS_PATH);
        await().until(() -> !refresher.lastFailure().isEmpty());
        AtomicLong asked = new AtomicLong();
        AtomicLong prices = new AtomicLong();

        // on a busy machine both may be asked for so late that the one is never seen to lag behind
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    long now = exchange.requests(POSITIONS_PATH);
                    if (asked.getAndSet(now) != now) {
                        prices.set(exchange.requests(PRICES_PATH));
                    }
                    return exchange.requests(PRICES_PATH) - prices.get() >= 3;
                });
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.class,
            names = {"TOO_MANY_REQUESTS", "BANNED"})
    void stays_away_altogether_as_long_as_the_venue_says(Failure failure) {
        exchange.setRetryAfter(Duration.ofSeconds(2));
        Instant begun = Instant.now();
        exchange.failWith(failure);
        await().until(() -> refresher.lastFailure().endsWith("staying away for 2 s"));
        long asked = allRequests();
        exchange.failWith(Failure.NONE);

        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            refresher.refreshSoon();
            return allRequests() > asked;
        });
        assertThat(Duration.between(begun, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        await().until(() -> refresher.lastFailure().isEmpty());
    }

    @Test
    void slows_down_when_others_use_up_the_weight() {
        AtomicLong seen = new AtomicLong();
        await().pollInterval(INTERVAL.multipliedBy(2))
                .during(INTERVAL.multipliedBy(8))
                .until(() -> {
                    exchange.setUsedWeight(2350); // each time: the venue's minute may end meanwhile
                    long now = allRequests();
                    return seen.getAndSet(now) == now;
                });
        assertThat(refresher.lastFailure()).isEmpty();
    }

    @Test
    void corrects_its_timestamps_when_the_venue_refuses_one() {
        long syncs = exchange.requests(TIME_PATH);
        exchange.setClockAhead(Duration.ofMinutes(-5));
        await().until(() -> exchange.requests(TIME_PATH) > syncs);
        Instant known = refresher.current().positionsAt();

        await().until(() -> refresher.current().positionsAt().isAfter(known));
        assertThat(exchange.requests(TIME_PATH)).isEqualTo(syncs + 1);
        assertThat(refresher.current().positionsAt()).isCloseTo(Instant.now(), within(10, ChronoUnit.SECONDS));
    }

    @Test
    void says_so_when_correcting_the_timestamps_does_not_help() {
        exchange.failWith(Failure.CLOCK_SKEW);
        await().until(() -> refresher.lastFailure().contains("-1021"));
        assertThat(refresher.lastFailure()).startsWith("positions: HTTP 400").doesNotContain("mark prices");

        exchange.failWith(Failure.NONE);
        await().until(() -> refresher.lastFailure().isEmpty());
    }

    @Test
    void many_who_ask_get_one_shared_refresh() {
        refresher.close();
        refresher = start(Duration.ofMinutes(10));
        await().until(() -> refresher.current().hasPrices());
        long before = exchange.requests(PRICES_PATH);

        for (int caller = 0; caller < 1000; caller++) {
            refresher.refreshSoon();
        }
        await().until(() -> exchange.requests(PRICES_PATH) == before + 1);
        await().during(Duration.ofMillis(700)).until(() -> exchange.requests(PRICES_PATH) == before + 1);
    }

    @Test
    void lives_through_an_exchange_that_is_not_there() {
        refresher.close();
        refresher = ExchangeRefresher.start(settings(URI.create("http://127.0.0.1:1"), INTERVAL), Clock.systemUTC());

        await().until(() -> refresher.failures() >= 4);
        assertThat(refresher.lastFailure())
                .isEqualTo("positions: could not talk to 127.0.0.1:1 (ConnectException); "
                        + "mark prices: could not talk to 127.0.0.1:1 (ConnectException)");
        assertThat(refresher.current()).isSameAs(ExchangeSnapshot.NOTHING_YET);
    }

    @Test
    void ends_its_thread_even_while_an_answer_is_awaited() {
        exchange.failWith(Failure.TIMEOUT);
        long asked = allRequests();
        await().until(() -> allRequests() > asked);
        refresher.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("exchange-refresher"));
        assertThat(refresher.current().hasPositions()).isTrue();
    }

    private long allRequests() {
        return exchange.requests(POSITIONS_PATH) + exchange.requests(PRICES_PATH) + exchange.requests(TIME_PATH);
    }

    private ExchangeRefresher start(Duration interval) {
        return ExchangeRefresher.start(settings(exchange.baseUrl(), interval), Clock.systemUTC());
    }

    private static BinanceSettings settings(URI url, Duration interval) {
        return new BinanceSettings(url, SimulatedExchange.API_KEY, SimulatedExchange.API_SECRET, interval, TIMEOUT);
    }
}
