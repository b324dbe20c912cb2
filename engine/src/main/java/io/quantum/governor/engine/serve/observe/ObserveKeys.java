package io.quantum.governor.engine.serve.observe;

import io.quantum.governor.loaders.redis.Cell;
import java.time.LocalDate;

/** What an observing governor writes, which all begins alike. */
public final class ObserveKeys {
    /** With what every key begins that an observing governor may write. */
    public static final String PREFIX = Cell.key("quantum:governor:observe:");

    /** A hash: when it was first started, by which rulebook it judges, and which gates that has. */
    static final String ABOUT = PREFIX + "about";

    /** The id of the plan that was read last. */
    static final String POSITION = PREFIX + "position";

    /** The newest plans about which both did not agree, or not for sure. */
    static final String DIFFERENCES = PREFIX + "differences";

    private static final String TALLY = PREFIX + "tally:";

    private static final String VALUES = PREFIX + "values:";

    private ObserveKeys() {}

    /** How many plans of a UTC day had which result: a hash by result, gate and reason. */
    static String tally(LocalDate day) {
        return TALLY + day;
    }

    /** How many budgets and proposals of a UTC day had which result: a hash by engine and result. */
    static String values(LocalDate day) {
        return VALUES + day;
    }
}
