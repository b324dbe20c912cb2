package io.quantum.governor.engine.decide.cycle;

import java.util.List;
import java.util.Set;

/** Where the results of a cycle go. For use by the cycle's thread. */
public interface CycleWrites {
    /**
     * What became of writes.
     *
     * @param failed the hashes of those that Redis refused or did not answer
     * @param leaseLost whether another daemon has the lease; then what is not yet written stays unwritten
     */
    record Written(Set<String> failed, boolean leaseLost) {}

    /** Whether the cycle may go on; asked again and again, so that a long one does not lose its lease. */
    boolean holds();

    /**
     * Takes results.
     *
     * @param writes any number; one that Redis refuses costs no other
     */
    Written write(List<FencedWrite> writes);
}
