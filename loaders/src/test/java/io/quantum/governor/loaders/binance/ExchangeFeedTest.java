package io.quantum.governor.loaders.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quantum.governor.loaders.binance.ExchangeFailure.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExchangeFeedTest {
    private final HandTurnedTime time = new HandTurnedTime();
    private final ExchangeFeed feed = new ExchangeFeed(
            "positions", new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(15), time));

    @Test
    void counts_failures_and_forgets_the_last_one_when_all_is_well() throws InterruptedException {
        feed.refresh(time.getAsLong(), () -> {
            throw new ExchangeFailure(Kind.TIMEOUT, "no whole answer within 2000 ms");
        });
        assertThat(feed.lastFailure()).isEqualTo("positions: no whole answer within 2000 ms");
        assertThat(feed.nanosToWait()).isEqualTo(1_000_000_000);

        feed.refresh(time.getAsLong(), () -> {});
        assertThat(feed.lastFailure()).isEmpty();
        assertThat(feed.failures()).isEqualTo(1);
        assertThat(feed.nanosToWait()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void only_a_venue_that_asks_for_fewer_requests_is_left_alone_for_longer(Kind kind) throws InterruptedException {
        for (int failure = 0; failure < 5; failure++) {
            feed.refresh(time.getAsLong(), () -> {
                throw new ExchangeFailure(kind, "");
            });
        }
        boolean limited = kind == Kind.RATE_LIMITED || kind == Kind.BANNED;
        assertThat(Duration.ofNanos(feed.nanosToWait())).isEqualTo(Duration.ofSeconds(limited ? 15 : 1));
    }

    @Test
    void a_fault_of_our_own_is_counted_and_told_without_quoting_it() throws InterruptedException {
        feed.refresh(time.getAsLong(), () -> {
            throw new IllegalArgumentException("bad URL ?signature=abc");
        });

        assertThat(feed.failures()).isEqualTo(1);
        assertThat(feed.lastFailure())
                .startsWith("positions: our own fault: IllegalArgumentException at ")
                .contains("ExchangeFeedTest.java")
                .doesNotContain("abc");
    }

    @Test
    void an_interruption_gets_out_and_is_no_failure() {
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> feed.refresh(time.getAsLong(), () -> {
                    throw new InterruptedException();
                }));
        assertThat(feed.failures()).isZero();
    }
}
