package io.quantum.governor.engine.record.archive;

import java.time.Instant;
import java.util.Optional;

/**
 * What a walk along the chain has found.
 *
 * @param archive the archive's own name
 * @param records how many fit together from the beginning, up to the first that does not
 * @param head the end of the chain, to be noted down: {@code 1234:9f86d0...}
 * @param fault the first record that is not as it was archived; empty when all are
 */
public record Verdict(String archive, long records, String head, Optional<Fault> fault) {

    /**
     * What is wrong.
     *
     * @param what {@link #ALTERED}, {@link #MISSING}, {@link #OUT_OF_ORDER}, {@link #DUPLICATED} or {@link #ADDED}
     * @param sequence of the record
     * @param auditId its id in the audit stream; of a missing one empty
     * @param at when it was decided; of a missing one when the one before it was
     * @param detail in a sentence
     */
    public record Fault(String what, long sequence, String auditId, Instant at, String detail) {}

    public static final String ALTERED = "altered";
    public static final String MISSING = "missing";
    public static final String OUT_OF_ORDER = "out of order";
    public static final String DUPLICATED = "duplicated";
    public static final String ADDED = "added";
}
