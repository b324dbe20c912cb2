package io.quantum.governor.loaders.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestPacerTest {
    private static final int ROUND = 15;

    private final HandTurnedTime time = new HandTurnedTime();
    private final RequestPacer pacer = new RequestPacer(time, time);

    @Test
    void lets_the_first_round_go_at_once() {
        assertThat(waitMillis()).isLessThanOrEqualTo(0);
        assertThat(pacer.isPaused()).isFalse();
    }

    @Test
    void spreads_what_is_left_of_the_share_over_the_rest_of_the_minute() {
        time.pass(Duration.ofSeconds(30));
        pacer.used(1620);

        // 300 left in 30 s: twenty rounds of 15
        assertThat(waitMillis()).isEqualTo(1500);
    }

    @Test
    void counts_the_wait_from_the_start_of_the_last_round() {
        long start = time.getAsLong();
        time.pass(Duration.ofSeconds(30));
        pacer.used(1620);

        assertThat(pacer.nanosToWait(ROUND, start)).isLessThanOrEqualTo(0);
    }

    @Test
    void uses_the_share_to_the_last_whole_round_and_then_waits_for_the_next_minute() {
        time.pass(Duration.ofSeconds(50));
        pacer.used(1905);
        assertThat(waitMillis()).isEqualTo(10_000);

        pacer.used(1906);
        time.pass(Duration.ofSeconds(4));
        assertThat(waitMillis()).isEqualTo(6_000);

        time.pass(Duration.ofSeconds(6));
        assertThat(waitMillis()).isLessThanOrEqualTo(0);
    }

    @Test
    void waits_though_others_used_up_more_than_the_share() {
        pacer.used(2399);

        assertThat(waitMillis()).isEqualTo(60_000);
    }

    @Test
    void stays_away_as_long_as_the_venue_says() {
        pacer.pauseFor(Duration.ofSeconds(30));
        time.pass(Duration.ofSeconds(30).minusNanos(1));
        assertThat(pacer.isPaused()).isTrue();

        time.pass(Duration.ofNanos(1));
        assertThat(pacer.isPaused()).isFalse();
    }

    @Test
    void a_shorter_pause_does_not_cut_a_longer_one() {
        pacer.pauseFor(Duration.ofSeconds(30));
        pacer.pauseFor(Duration.ofSeconds(1));

        assertThat(waitMillis()).isEqualTo(30_000);
    }

    private long waitMillis() {
        return Math.floorDiv(pacer.nanosToWait(ROUND, time.getAsLong()), 1_000_000);
    }
}
