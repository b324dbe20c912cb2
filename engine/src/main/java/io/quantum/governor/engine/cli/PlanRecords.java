package io.quantum.governor.engine.cli;

import io.lettuce.core.RedisException;
import io.quantum.governor.engine.archive.Archive;
import io.quantum.governor.engine.archive.ArchiveException;
import io.quantum.governor.engine.archive.ArchivedRecord;
import io.quantum.governor.engine.archive.AuditStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What is on record about a plan, wherever it is: in Redis until it is archived, and in the archive. */
final class PlanRecords {
    private PlanRecords() {}

    /**
     * Looks for a plan in both places.
     *
     * @param err is told of a place that can't be asked; then the other one alone is
     * @return newest first; empty when there is no record of it
     */
    static List<ArchivedRecord> of(String planId, PrintWriter err) {
        // the archive last, so that a record which is moved there meanwhile is not missed
        List<ArchivedRecord> waiting = asked(() -> inRedis(planId), err);
        List<ArchivedRecord> archived = asked(() -> archived(planId), err);
        Set<String> known = archived.stream().map(ArchivedRecord::auditId).collect(Collectors.toSet());
        List<ArchivedRecord> all = new ArrayList<>(waiting);
        all.removeIf(record -> known.contains(record.auditId()));
        all.addAll(archived);
        return all;
    }

    private static List<ArchivedRecord> asked(Supplier<List<ArchivedRecord>> place, PrintWriter err) {
        try {
            return place.get();
        } catch (ArchiveException e) {
            err.println(e.getMessage());
        } catch (RedisException e) {
            err.println(InputOutput.sentence(e));
        }
        return List.of();
    }

    private static List<ArchivedRecord> archived(String planId) {
        try (Archive archive = OpenAudit.archive()) {
            return archive.ofPlan(planId);
        }
    }

    private static List<ArchivedRecord> inRedis(String planId) {
        try (OpenRedis redis = new OpenRedis(RunCommand.settings())) {
            return new AuditStream(redis.connection()).ofPlan(planId);
        }
    }
}
