package io.quantum.governor.loaders.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final HandTurnedTime time = new HandTurnedTime();
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(15), time);

    @Test
    void is_ready_at_first() {
        assertThat(backoff.nanosToWait()).isZero();
    }

    @Test
    void doubles_up_to_the_longest() {
        List<Long> waits = new ArrayList<>();
        for (int failure = 0; failure < 6; failure++) {
            backoff.failed();
            waits.add(Duration.ofNanos(backoff.nanosToWait()).toSeconds());
        }

        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 15L, 15L);
    }

    @Test
    void begins_anew_after_a_success() {
        backoff.failed();
        backoff.failed();
        backoff.succeeded();
        assertThat(backoff.nanosToWait()).isZero();

        backoff.failed();
        assertThat(backoff.nanosToWait()).isEqualTo(1_000_000_000);
    }
}
