package io.quantum.governor.engine.serve.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quantum.governor.engine.record.archive.AuditRow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
 * @param action of the plan
 * @param usd how large its order is, USD; null when it is not known
 * @param usdUnknown why not
 * @param would the reasons by which gates in shadow would have blocked it
 * @param error whether deciding failed
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
        String digest,
        String action,
        @Nullable Double usd,
        String usdUnknown,
        List<String> would,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean error) {

    /** @param gates the names of gates by their numbers */
    static DecisionRow of(DecisionReader.Read read, Map<String, String> gates) {
        AuditRow row = read.row();
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
                row.kind().digest(),
                read.detail().action(),
                read.detail().usd(),
                read.detail().usdUnknown(),
                read.detail().would(),
                row.kind().isError());
    }
}
