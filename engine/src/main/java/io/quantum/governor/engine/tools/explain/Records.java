package io.quantum.governor.engine.tools.explain;

import java.util.List;

/** Somewhere audit records are kept. */
@FunctionalInterface
public interface Records {

    /**
     * Every decision on a plan id that is kept there.
     *
     * @throws io.quantum.governor.engine.record.audit.RecordException when a record of it can't be understood
     * @throws io.quantum.governor.engine.record.archive.ArchiveException when the archive can't be read
     * @throws io.lettuce.core.RedisException when Redis does not answer
     */
    List<FoundRecord> of(String planId);
}
