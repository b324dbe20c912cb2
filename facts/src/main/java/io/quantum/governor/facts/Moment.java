package io.quantum.governor.facts;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * When the plan is judged: the one moment from which all ages count. Hours, days and dates without a zone are in UTC.
 *
 * @param epochSec whole seconds since 1970-01-01T00:00:00Z
 */
public record Moment(long epochSec) implements Fact {
    private static final int MINUTES_IN_HOUR = 60;

    /** Minutes since midnight, 0 to 1439. */
    public int minuteOfDay() {
        return minuteOfDay(in(ZoneOffset.UTC));
    }

    /** 1 for Monday to 7 for Sunday. */
    public int dayOfWeek() {
        return in(ZoneOffset.UTC).getDayOfWeek().getValue();
    }

    /** The day as text, {@code 2026-01-28}. */
    public String date() {
        return in(ZoneOffset.UTC).toLocalDate().toString();
    }

    /**
     * Minutes since midnight by the clocks of a zone, 0 to 1439; in the night when they are put forward some never come,
     * when they are put back some come twice.
     *
     * @param zone its name in the time zone database, {@code Europe/London}
     * @throws DateTimeException when there is none of that name
     */
    public int minuteOfDayIn(@ZoneName String zone) {
        return minuteOfDay(in(ZoneId.of(zone)));
    }

    /** As {@link #dayOfWeek()}, in a zone. */
    public int dayOfWeekIn(@ZoneName String zone) {
        return in(ZoneId.of(zone)).getDayOfWeek().getValue();
    }

    /** As {@link #date()}, in a zone. */
    public String dateIn(@ZoneName String zone) {
        return in(ZoneId.of(zone)).toLocalDate().toString();
    }

    private static int minuteOfDay(ZonedDateTime time) {
        return time.getHour() * MINUTES_IN_HOUR + time.getMinute();
    }

    private ZonedDateTime in(ZoneId zone) {
        return Instant.ofEpochSecond(epochSec).atZone(zone);
    }
}
