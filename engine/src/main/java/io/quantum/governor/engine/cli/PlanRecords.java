package io.quantum.governor.engine.cli;

import io.lettuce.core.RedisClient;
import io.quantum.governor.engine.archive.Archive;
import io.quantum.governor.engine.archive.ArchiveException;
import io.quantum.governor.engine.archive.ArchivedRecord;
import io.quantum.governor.engine.archive.AuditStream;
import io.quantum.governor.engine.daemon.RedisClients;
import io.quantum.governor.engine.plan.PlanLoops;
import io.quantum.governor.engine.settings.Role;
import io.quantum.governor.engine.settings.Settings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;

/** What is on record about a plan, wherever it is: in the archive, or still in Redis. */
final class PlanRecords {
    private PlanRecords() {}

    /**
     * Looks for a plan.
     *
     * @param err is told when the archive can't be asked; then Redis alone is
     * @return newest first; empty when there is no record of it
     * @throws io.lettuce.core.RedisException when the archive has none, and Redis does not answer
     */
    static List<ArchivedRecord> of(String planId, PrintWriter err) {
        List<ArchivedRecord> archived = archived(planId, err);
        return archived.isEmpty() ? inRedis(planId) : archived;
    }

    private static List<ArchivedRecord> archived(String planId, PrintWriter err) {
        try (Archive archive = OpenAudit.archive()) {
            List<ArchivedRecord> archived = archive.ofPlan(planId);
            if (archived.isEmpty()) {
                err.println("the archive has no record of " + planId + "; looking in Redis, where newer ones are");
            }
            return archived;
        } catch (ArchiveException e) {
            err.println(e.getMessage());
            err.println("looking in Redis alone");
            return List.of();
        }
    }

    private static List<ArchivedRecord> inRedis(String planId) {
        Settings settings = Settings.read(System.getenv(), RunCommand.shippedRules(), Set.of(Role.GOVERNOR));
        RedisClient client = RedisClients.of(settings.redis());
        try {
            return new AuditStream(client.connect(PlanLoops.CODEC)).ofPlan(planId);
        } finally {
            RedisClients.close(client);
        }
    }
}
