package io.quantum.governor.engine.tools.explain;

import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.audit.RecordReader;
import java.util.List;
import java.util.function.Supplier;

/**
 * Audit records in the archive.
 *
 * @param archive opens it, or gives the one that is open
 */
public record ArchiveRecords(Supplier<Archive> archive) implements Records {
    @Override
    public List<FoundRecord> of(String planId) {
        return archive.get().ofPlan(planId).stream()
                .map(record -> new FoundRecord(
                        RecordReader.read(record.json()), "number " + record.sequence() + " of the archive"))
                .toList();
    }
}
