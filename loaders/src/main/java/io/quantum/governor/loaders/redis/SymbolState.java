package io.quantum.governor.loaders.redis;

import io.quantum.governor.loaders.UnreadableException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the facts of a plan were made from and a commit must find unchanged.
 *
 * @param day the UTC day of the daily totals
 * @param decision the mark of an earlier decision on the plan id, empty when none
 * @param executions what the symbol's execution list was like
 * @param dailyNotional the day's notional as stored, empty when none
 * @param dailyQty the day's quantity as stored, empty when none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by Redis, never by Java
public record SymbolState(LocalDate day, byte[] decision, ListState executions, byte[] dailyNotional, byte[] dailyQty) {
    /** So many entries of an execution list are kept and looked at. */
    public static final int MOST_EXECUTIONS = (int) Kept.EXECUTIONS.most();

    /** What stands for a string that is not there, or that is no string: MGET can't tell them apart. */
    private static final byte[] NONE = {};

    /**
     * What tells one state of a list from another: each permit pushes an entry, so one of the two changes.
     *
     * @param length its length, at most {@link #MOST_EXECUTIONS}; -1 when the key is no list
     * @param newest its newest entry, empty when there is none
     */
    public record ListState(int length, byte[] newest) {
        private static final ListState EMPTY = new ListState(0, NONE);
        private static final ListState UNREADABLE = new ListState(-1, NONE);
    }

    static SymbolState of(PlanReads reads) {
        return new SymbolState(
                reads.day(),
                stored(reads.decision()),
                list(reads.executions()),
                stored(reads.dailyNotional()),
                stored(reads.dailyQty()));
    }

    private static byte[] stored(Reply<byte[]> reply) {
        try {
            byte @Nullable [] value = reply.valueOrNull();
            return value == null ? NONE : value;
        } catch (UnreadableException e) {
            return NONE;
        }
    }

    private static ListState list(Reply<List<byte[]>> reply) {
        try {
            List<byte[]> entries = reply.value(List.of());
            return entries.isEmpty() ? ListState.EMPTY : new ListState(entries.size(), entries.get(0));
        } catch (UnreadableException e) {
            return ListState.UNREADABLE;
        }
    }
}
