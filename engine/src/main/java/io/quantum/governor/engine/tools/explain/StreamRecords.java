package io.quantum.governor.engine.tools.explain;

import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.record.archive.AuditStream;
import io.quantum.governor.engine.record.audit.RecordReader;
import io.quantum.governor.loaders.redis.Keys;
import java.util.List;
import java.util.function.Supplier;

/**
 * Audit records in the stream in Redis, where they stay until they are archived.
 *
 * @param connector connects to Redis; the connection is closed again
 */
public record StreamRecords(Supplier<StatefulRedisConnection<String, byte[]>> connector) implements Records {
    @Override
    public List<FoundRecord> of(String planId) {
        try (StatefulRedisConnection<String, byte[]> connection = connector.get()) {
            return new AuditStream(connection)
                    .ofPlan(planId).stream()
                            .map(record -> new FoundRecord(
                                    RecordReader.read(record.json()),
                                    "entry " + record.auditId() + " of " + Keys.AUDIT))
                            .toList();
        }
    }
}
