package io.quantum.governor.engine.serve.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quantum.governor.engine.record.archive.AuditRow;
import java.util.Map;

/**
 * A decision in a list.
 *
 * @param id of its record in the audit stream
 * @param sequence its place in the archive's chain; 0 while it is not archived
 * @param at when, ISO 8601
 * @param plan the plan's id; empty when it has none that can be used
 * @param decision {@code PERMIT}, {@code BLOCK}, {@code SKIP}, {@code DUPLICATE}, {@code DEAD_LETTER} or
 *     {@code UNREADABLE}
 * @param reason the reason code of a block
 * @param gate the number of the gate that blocked
 * @param gateName its name in the rules in force
 * @param version of the rulebook
 * @param digest of the rulebook
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record DecisionRow(
        String id,
        long sequence,
        String at,
        String plan,
        String symbol,
        String decision,
        String reason,
        String gate,
        String gateName,
        String version,
        String digest) {

    /** @param gates the names of gates by their numbers */
    static DecisionRow of(AuditRow row, Map<String, String> gates) {
        return new DecisionRow(
                row.auditId(),
                row.sequence(),
                row.at().toString(),
                row.planId(),
                row.kind().symbol(),
                row.kind().outcome(),
                row.kind().reason(),
                row.kind().gate(),
                gates.getOrDefault(row.kind().gate(), ""),
                row.kind().version(),
                row.kind().digest());
    }
}
