package io.quantum.governor.loaders.binance;

import static io.quantum.governor.loaders.sandbox.SimulatedExchange.POSITIONS_PATH;
import static io.quantum.governor.loaders.sandbox.SimulatedExchange.PRICES_PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import io.quantum.governor.loaders.sandbox.Failure;
import io.quantum.governor.loaders.sandbox.SimulatedExchange;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What people get to read about the exchange, at the most talkative level. */
class ExchangeLogIT {
    private static final String WRONG_KEY = "a-key-that-is-wrong";
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private final SimulatedExchange exchange = SimulatedExchange.start();
    private final Lines lines = new Lines();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    @BeforeEach
    void listen() {
        exchange.setMarkPrice("BTCUSDT", 50_000);
        exchange.setRetryAfter(Duration.ofSeconds(1));
        root.setLevel(Level.TRACE);
        lines.start();
        root.addAppender(lines);
    }

    @AfterEach
    void end() {
        root.detachAppender(lines);
        root.setLevel(Level.WARN);
        exchange.close();
    }

    @Test
    void no_failure_puts_a_secret_into_the_log_or_the_last_failure() {
        try (ExchangeRefresher refresher = start(SimulatedExchange.API_KEY)) {
            await().until(() -> refresher.current().hasPositions());
            for (Failure failure : Failure.values()) {
                exchange.failWith(failure);
                long failures = refresher.failures();
                await().until(() -> failure == Failure.NONE || refresher.failures() > failures);
                assertHarmless(refresher.lastFailure());
                exchange.failWith(Failure.NONE);
                await().until(() -> refresher.lastFailure().isEmpty());
            }
        }
        assertThat(lines.texts).isNotEmpty().allSatisfy(ExchangeLogIT::assertHarmless);
    }

    @Test
    void a_wrong_key_is_told_in_plain_words_and_costs_only_the_positions() {
        try (ExchangeRefresher refresher = start(WRONG_KEY)) {
            await().until(() -> !refresher.lastFailure().isEmpty());
            await().until(() -> refresher.current().hasPrices());

            assertThat(refresher.current().hasPositions()).isFalse();
            assertThat(refresher.lastFailure())
                    .isEqualTo("positions: HTTP 401, code -2015 (API key, IP address or permissions are not accepted)");
        }
        assertThat(lines.texts).allSatisfy(ExchangeLogIT::assertHarmless);
    }

    @Test
    void tells_a_lasting_failure_once_and_its_end_once() {
        try (ExchangeRefresher refresher = start(SimulatedExchange.API_KEY)) {
            await().until(() -> refresher.current().hasPositions());
            exchange.failWith(Failure.SERVER_ERROR, POSITIONS_PATH);
            await().until(() -> refresher.failures() >= 4);
            long prices = exchange.requests(PRICES_PATH);
            await().until(() -> exchange.requests(PRICES_PATH) > prices);
            exchange.failWith(Failure.NONE);
            await().until(() -> lines.texts.stream().anyMatch(line -> line.contains("are back")));
        }
        assertThat(lines.ours()).hasSize(2);
        assertThat(lines.ours().get(0)).startsWith("Binance positions can't be refreshed: HTTP 500");
        assertThat(lines.ours().get(1)).matches("Binance positions are back; failed attempts: \\d+");
    }

    private ExchangeRefresher start(String key) {
        return ExchangeRefresher.start(
                new BinanceSettings(
                        exchange.baseUrl(), key, SimulatedExchange.API_SECRET, INTERVAL, Duration.ofMillis(200)),
                Clock.systemUTC());
    }

    private static void assertHarmless(String line) {
        assertThat(line)
                .doesNotContain(SimulatedExchange.API_KEY, SimulatedExchange.API_SECRET, WRONG_KEY)
                .doesNotContain("signature=", "timestamp=");
    }

    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<String> texts = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            texts.add(event.getFormattedMessage());
            for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                texts.add(String.valueOf(cause.getMessage()));
            }
        }

        private List<String> ours() {
            return texts.stream().filter(line -> line.startsWith("Binance ")).toList();
        }
    }
}
