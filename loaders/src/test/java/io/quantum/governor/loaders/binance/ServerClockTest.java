package io.quantum.governor.loaders.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServerClockTest {
    private static final Duration A_MOMENT = Duration.ofNanos(1);

    private final HandTurnedTime time = new HandTurnedTime();
    private final ServerClock clock = new ServerClock(time, time);

    @Test
    void is_the_own_clock_before_the_first_sync() {
        assertThat(clock.instant()).isEqualTo(time.instant());
        assertThat(clock.isSyncDue()).isTrue();
    }

    @Test
    void takes_the_server_time_for_that_of_the_middle_of_the_call() {
        Instant asked = time.instant();
        time.pass(Duration.ofMillis(100));
        clock.synced(asked.plusMillis(3050), asked, time.instant());

        assertThat(clock.offset()).isEqualTo(Duration.ofSeconds(3));
        assertThat(clock.instant()).isEqualTo(time.instant().plusSeconds(3));
    }

    @Test
    void follows_a_server_that_is_behind() {
        clock.synced(time.instant().minusSeconds(7), time.instant(), time.instant());

        assertThat(clock.offset()).isEqualTo(Duration.ofSeconds(-7));
    }

    @Test
    void wants_a_sync_every_fifteen_minutes() {
        clock.synced(time.instant(), time.instant(), time.instant());
        time.pass(ServerClock.SYNC_EVERY.minus(A_MOMENT));
        assertThat(clock.isSyncDue()).isFalse();

        time.pass(A_MOMENT);
        assertThat(clock.isSyncDue()).isTrue();
    }

    @Test
    void tries_again_a_minute_after_a_failed_sync() {
        clock.syncFailed();
        time.pass(ServerClock.TRY_AGAIN_AFTER.minus(A_MOMENT));
        assertThat(clock.isSyncDue()).isFalse();

        time.pass(A_MOMENT);
        assertThat(clock.isSyncDue()).isTrue();
    }
}
