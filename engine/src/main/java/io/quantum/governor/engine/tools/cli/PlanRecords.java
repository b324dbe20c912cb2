package io.quantum.governor.engine.tools.cli;

import io.lettuce.core.RedisException;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.ArchiveException;
import io.quantum.governor.engine.record.archive.ArchivedRecord;
import io.quantum.governor.engine.record.archive.AuditStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What is on record about a plan, wherever it is: in Redis until it is archived, and in the archive.
 *
 * @param found newest first
 * @param faults why a place could not be asked, for people
 */
record PlanRecords(List<ArchivedRecord> found, List<String> faults) {
    private static final Pattern SEQUENCE = Pattern.compile("[1-9][0-9]{0,17}");

    /**
     * Looks for a plan in both places; when one can't be asked, in the other one.
     *
     * @param planId or the number of a record in the archive, when no plan there is called so
     */
    static PlanRecords of(String planId) {
        List<String> faults = new ArrayList<>();
        // the archive last, so that a record which is moved there meanwhile is not missed
        List<ArchivedRecord> found = new ArrayList<>(asked(() -> inRedis(planId), faults));
        List<ArchivedRecord> archived = asked(() -> archived(planId), faults);
        found.removeIf(waiting -> archived.stream().anyMatch(record -> isSame(record, waiting)));
        found.addAll(archived);
        return new PlanRecords(found, faults);
    }

    /** A Redis that was emptied gives an id out again. */
    private static boolean isSame(ArchivedRecord one, ArchivedRecord other) {
        return one.auditId().equals(other.auditId()) && Arrays.equals(one.json(), other.json());
    }

    private static List<ArchivedRecord> asked(Supplier<List<ArchivedRecord>> place, List<String> faults) {
        try {
            return place.get();
        } catch (ArchiveException e) {
            faults.add(String.valueOf(e.getMessage()));
        } catch (RedisException e) {
            faults.add(InputOutput.sentence(e));
        }
        return List.of();
    }

    private static List<ArchivedRecord> archived(String planId) {
        try (Archive archive = OpenAudit.archive()) {
            List<ArchivedRecord> found = archive.ofPlan(planId);
            return found.isEmpty() && SEQUENCE.matcher(planId).matches()
                    ? archive.find(Long.parseLong(planId)).stream().toList()
                    : found;
        }
    }

    private static List<ArchivedRecord> inRedis(String planId) {
        try (OpenRedis redis = new OpenRedis(RunCommand.settings())) {
            return new AuditStream(redis.connection()).ofPlan(planId);
        }
    }
}
