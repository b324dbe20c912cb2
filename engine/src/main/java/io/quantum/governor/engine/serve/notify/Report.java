package io.quantum.governor.engine.serve.notify;

import java.util.Objects;

/**
 * What a daemon tells the one that sends.
 *
 * @param beat differs from the last one's: a daemon that is dead tells nothing new
 */
record Report(long beat, Sight sight) {
    Report {
        Objects.requireNonNull(sight);
    }
}
