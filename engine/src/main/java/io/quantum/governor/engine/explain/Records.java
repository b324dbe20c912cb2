package io.quantum.governor.engine.explain;

import java.util.List;

/** Somewhere audit records are kept. */
public interface Records {

    /**
     * Every decision on a plan id that is kept there, newest first.
     *
     * @throws io.quantum.governor.engine.audit.RecordException when a record of it can't be understood
     */
    List<FoundRecord> of(String planId);
}
