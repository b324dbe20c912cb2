package io.quantum.governor.engine.serve.daemon;

import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.loaders.binance.ExchangeRefresher;
import io.quantum.governor.loaders.binance.ExchangeSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How old the exchange's snapshot is, told when the page is read. */
final class ExchangeMetrics {
    private static final double MILLIS = 1e3;

    ExchangeMetrics(MetricsPage page, Optional<ExchangeRefresher> exchange, Clock clock) {
        exchange.ifPresent(refresher -> {
            page.gauge(
                    "governor_exchange_positions_age_seconds",
                    "Age of the positions that the exchange told last",
                    () -> age(refresher.current(), clock, true));
            page.gauge(
                    "governor_exchange_prices_age_seconds",
                    "Age of the mark prices that the exchange told last",
                    () -> age(refresher.current(), clock, false));
            page.counter(
                    "governor_exchange_failures_total", "Requests to the exchange that failed", refresher::failures);
        });
    }

    /** How old the older of both is, in seconds; infinite before the first answer. */
    static double age(ExchangeRefresher refresher, Clock clock) {
        ExchangeSnapshot now = refresher.current();
        return Math.max(age(now, clock, true), age(now, clock, false));
    }

    private static double age(ExchangeSnapshot snapshot, Clock clock, boolean positions) {
        Instant at = positions ? snapshot.positionsAt() : snapshot.pricesAt();
        return at.equals(Instant.EPOCH)
                ? Double.POSITIVE_INFINITY
                : Duration.between(at, clock.instant()).toMillis() / MILLIS;
    }
}
