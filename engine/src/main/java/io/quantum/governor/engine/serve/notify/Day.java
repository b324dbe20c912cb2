package io.quantum.governor.engine.serve.notify;

/**
 * What was decided on a day.
 *
 * @param date the UTC calendar day, {@code 2026-01-28}
 */
public record Day(String date, long permitted, long blocked) {
    Day plus(Day other) {
        return date.equals(other.date) ? new Day(date, permitted + other.permitted, blocked + other.blocked) : this;
    }
}
