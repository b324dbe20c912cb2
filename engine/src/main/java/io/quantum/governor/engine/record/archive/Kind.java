package io.quantum.governor.engine.record.archive;

import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.record.audit.Frame;
import io.quantum.governor.engine.record.audit.RulebookRecord;
import java.util.Set;

/**
 * What many records have in common, and what is searched for.
 *
 * @param outcome {@code PERMIT}, {@code BLOCK}, {@code SKIP}, {@code DUPLICATE}, {@code DEAD_LETTER}, {@code RULEBOOK},
 *     {@code DEED}, {@code FRAME}, or {@code UNREADABLE} when it is no record that can be understood
 * @param symbol empty when the plan names none that is allowed
 * @param gate the number of the gate that blocked, else empty
 * @param reason the reason code of a block, the id of a frame, the name of a deed, else empty
 * @param version of the rulebook
 * @param digest of the rulebook
 */
public record Kind(String outcome, String symbol, String gate, String reason, String version, String digest) {
    /** Of the kind {@code k}: that it is of decisions, and not of what decides or was done. */
    static final String OF_DECISIONS =
            "k.outcome NOT IN ('" + RulebookRecord.OUTCOME + "', '" + Deed.OUTCOME + "', '" + Frame.OUTCOME + "')";

    private static final String DEAD_LETTER = "DEAD_LETTER";
    private static final String BLOCK = "BLOCK";

    /** The reasons of blocks that say that deciding failed, not that a limit was met. */
    private static final Set<String> FAULTS = Set.of("evaluation_error", "gate_silent", "malformed_plan");

    /** Of the kind {@code k}: that it is of decisions that failed. */
    static final String OF_ERRORS = "(k.outcome = '" + DEAD_LETTER + "' OR k.outcome = '" + BLOCK
            + "' AND k.reason IN ('" + String.join("', '", FAULTS) + "'))";

    /** Of the kind {@code k}: that people look for it. */
    static final String OF_ALL = "k.outcome <> '" + Frame.OUTCOME + "'";

    /** Whether it is of decisions, and not of what decides or was done. */
    public boolean isDecision() {
        return !outcome.equals(RulebookRecord.OUTCOME)
                && !outcome.equals(Deed.OUTCOME)
                && !outcome.equals(Frame.OUTCOME);
    }

    /** Whether it is of decisions that failed. */
    public boolean isError() {
        return outcome.equals(DEAD_LETTER) || (outcome.equals(BLOCK) && FAULTS.contains(reason));
    }

    /** Whether it is of what was done to the governor. */
    public boolean isDeed() {
        return outcome.equals(Deed.OUTCOME);
    }

    /** Whether people who look for that sort of records look for this. */
    public boolean isOf(AuditQuery.RecordKind sort) {
        return switch (sort) {
            case DECISION -> isDecision();
            case ERROR -> isError();
            case DEED -> isDeed();
            case RULEBOOK -> outcome.equals(RulebookRecord.OUTCOME);
            case ALL -> !outcome.equals(Frame.OUTCOME);
        };
    }
}
