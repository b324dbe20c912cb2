package io.quantum.governor.engine.tools.replay;

import java.io.IOException;

/** Where recorded decisions come from. */
public interface Records {

    /** Takes records as they come. */
    interface Taker {
        /**
         * Takes the next record.
         *
         * @param number of its line, or in the archive; for people who look for it
         * @param json the record
         * @return whether it wants more
         */
        boolean take(long number, byte[] json);
    }

    /** Gives every record, oldest first, until the taker wants no more. */
    void each(Taker taker) throws IOException;

    /** Makes {@link #each} end soon, although it may be waiting for records. From any thread. */
    void stop();

    /** How many records there are, as far as one can tell yet; 0 when one can't. */
    long about();

    /** Where they come from, for people. */
    String title();
}
