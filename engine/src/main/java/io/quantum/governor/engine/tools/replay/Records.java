package io.quantum.governor.engine.tools.replay;

import io.quantum.governor.engine.record.audit.Frame;
import java.io.IOException;
import java.util.Optional;

/** Where recorded decisions come from. */
public interface Records {

    /** Takes records as they come. */
    interface Taker {
        /**
         * Takes the next record.
         *
         * @param number of its line, or in the archive; for people who look for it
         * @param json the record, whole or as it is stored
         * @param frame the frame that it names; empty when it names none, or none that is there
         * @return whether it wants more
         */
        boolean take(long number, byte[] json, Optional<Frame> frame);
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
