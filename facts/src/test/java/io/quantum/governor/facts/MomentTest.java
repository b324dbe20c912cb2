package io.quantum.governor.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {
    @ParameterizedTest
    @CsvSource({
        "2026-01-28T00:00:00Z, 0, 3, 2026-01-28",
        "2026-01-28T00:00:59Z, 0, 3, 2026-01-28",
        "2026-01-28T12:34:00Z, 754, 3, 2026-01-28",
        "2026-02-01T23:59:59Z, 1439, 7, 2026-02-01",
        "2026-02-02T00:00:00Z, 0, 1, 2026-02-02",
        "1969-12-31T23:59:59Z, 1439, 3, 1969-12-31",
    })
    void hours_days_and_dates_are_those_of_utc(Instant at, int minute, int dayOfWeek, String date) {
        Moment moment = new Moment(at.getEpochSecond());

        assertThat(moment.minuteOfDay()).isEqualTo(minute);
        assertThat(moment.dayOfWeek()).isEqualTo(dayOfWeek);
        assertThat(moment.date()).isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource({
        // London puts its clocks forward at 01:00 UTC, and back at 01:00 UTC
        "2026-03-29T00:59:00Z, Europe/London, 59",
        "2026-03-29T01:00:00Z, Europe/London, 120",
        "2026-10-25T00:30:00Z, Europe/London, 90",
        "2026-10-25T01:30:00Z, Europe/London, 90",
        // New York at 07:00 UTC
        "2026-03-08T06:59:00Z, America/New_York, 119",
        "2026-03-08T07:00:00Z, America/New_York, 180",
        "2026-01-28T12:00:00Z, Asia/Kolkata, 1050",
        "2026-01-28T12:00:00Z, Asia/Kathmandu, 1065",
        "2026-01-28T12:00:00Z, UTC, 720",
    })
    void the_clocks_of_a_zone_are_put_forward_and_back(Instant at, String zone, int minute) {
        assertThat(new Moment(at.getEpochSecond()).minuteOfDayIn(zone)).isEqualTo(minute);
    }

    @Test
    void a_zone_may_have_another_day() {
        Moment lateSunday = new Moment(Instant.parse("2026-02-01T23:00:00Z").getEpochSecond());

        assertThat(lateSunday.dayOfWeekIn("Asia/Tokyo")).isEqualTo(1);
        assertThat(lateSunday.dateIn("Asia/Tokyo")).isEqualTo("2026-02-02");
        assertThat(lateSunday.dayOfWeekIn("America/New_York")).isEqualTo(7);
        assertThat(lateSunday.dateIn("America/New_York")).isEqualTo("2026-02-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Atlantis", "", "london"})
    void a_zone_that_there_is_not_is_refused(String zone) {
        Moment moment = new Moment(0);

        assertThatThrownBy(() -> moment.minuteOfDayIn(zone)).isInstanceOf(DateTimeException.class);
    }
}
