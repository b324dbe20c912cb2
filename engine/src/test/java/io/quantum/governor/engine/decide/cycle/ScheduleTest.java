package io.quantum.governor.engine.decide.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A schedule by a clock that the test turns; an interval is 100 ns. */
class ScheduleTest {
    /** Nano clocks may begin anywhere, and run over. */
    private static final long START = Long.parseLong("9223372036854775657");

    private final Schedule schedule = new Schedule(START, Duration.ofNanos(100));

    @Test
    void the_first_cycle_is_due_at_once_and_in_time() {
        assertThat(schedule.isDue(START - 1)).isFalse();
        assertThat(schedule.isDue(START)).isTrue();
        assertThat(schedule.isLate(START)).isFalse();
    }

    @Test
    void due_times_do_not_drift_however_long_cycles_take() {
        for (int cycle = 0; cycle < 1000; cycle++) {
            long due = START + cycle * 100L;
            assertThat(schedule.isDue(due - 1)).isFalse();
            assertThat(schedule.isDue(due)).isTrue();
            assertThat(schedule.moveOn(due + cycle % 100)).isZero();
        }
    }

    @Test
    void a_cycle_is_late_when_it_begins_more_than_a_quarter_of_an_interval_after_it_was_due() {
        assertThat(schedule.isLate(START + 25)).isFalse();
        assertThat(schedule.isLate(START + 26)).isTrue();
    }

    @Test
    void due_times_that_pass_while_a_cycle_runs_are_counted_and_not_made_up_for() {
        assertThat(schedule.moveOn(START + 99)).isZero();
        assertThat(schedule.moveOn(START + 200)).isEqualTo(1);
        assertThat(schedule.isDue(START + 299)).isFalse();
        assertThat(schedule.isDue(START + 300)).isTrue();
        assertThat(schedule.moveOn(START + 1050)).isEqualTo(7);
        assertThat(schedule.isDue(START + 1099)).isFalse();
        assertThat(schedule.isDue(START + 1100)).isTrue();
    }

    @Test
    void a_pause_ends_at_the_next_due_time_and_after_a_beat_at_the_latest() {
        schedule.moveOn(START);

        assertThat(schedule.pauseNanos(START)).isEqualTo(25);
        assertThat(schedule.pauseNanos(START + 90)).isEqualTo(10);
        assertThat(schedule.pauseNanos(START + 130)).isZero();
    }

    @Test
    void another_daemon_has_run_a_cycle_within_two_intervals_of_the_last_renewal() {
        Duration interval = Duration.ofSeconds(10);
        Duration takenOver = CycleLoop.leaseExpiry(interval).plus(Schedule.beat(interval));

        assertThat(takenOver.plus(interval)).isLessThanOrEqualTo(interval.multipliedBy(2));
    }
}
