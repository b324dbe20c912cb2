package io.quantum.governor.loaders.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final HandTurnedTime time = new HandTurnedTime();
    private final Backoff backoff =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(15), time);

    @Test
    void is_ready_at_first() {
        assertThat(backoff.nanosToWait()).isZero();
    }

    @Test
    void doubles_up_to_the_longest() {
        assertThat(waits(4, false)).containsExactly(1L, 2L, 2L, 2L);
    }

    @Test
    void waits_longer_while_the_venue_asks_for_fewer_requests() {
        assertThat(waits(6, true)).containsExactly(1L, 2L, 4L, 8L, 15L, 15L);
        assertThat(waits(1, false)).containsExactly(2L);
    }

    @Test
    void begins_anew_after_a_success() {
        backoff.failed(time.getAsLong(), false);
        backoff.failed(time.getAsLong(), false);
        backoff.succeeded();
        assertThat(backoff.nanosToWait()).isZero();

        backoff.failed(time.getAsLong(), false);
        assertThat(backoff.nanosToWait()).isEqualTo(1_000_000_000);
    }

    private List<Long> waits(int failures, boolean limited) {
        List<Long> waits = new ArrayList<>();
        for (int failure = 0; failure < failures; failure++) {
            backoff.failed(time.getAsLong(), limited);
            waits.add(Duration.ofNanos(backoff.nanosToWait()).toSeconds());
        }
        return waits;
    }
}
