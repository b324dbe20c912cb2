package io.quantum.governor.engine.decide.disarm;

import io.quantum.governor.loaders.redis.Cell;
import java.time.LocalDate;

/** Where disarms stand in Redis. */
public final class DisarmKeys {
    /** The disarm that rules have concluded last, until it is carried out; written with the block of the plan. */
    public static final String WANTED = Cell.key("quantum:governor:disarming:wanted");

    /** The disarm that is being carried out: {@code request}, and while it fails {@code why failed_at tries}. */
    static final String WORK = Cell.key("quantum:governor:disarming:work");

    /** Who carries it out, or {@code failed} while nobody is to try it again. */
    static final String LEASE = Cell.key("quantum:governor:lease:disarm");

    private DisarmKeys() {}

    /** The record of the day's disarm, which there is one of; the day is a UTC calendar day. */
    public static String ofDay(LocalDate day) {
        return Cell.key("quantum:governor:disarm:") + day;
    }
}
