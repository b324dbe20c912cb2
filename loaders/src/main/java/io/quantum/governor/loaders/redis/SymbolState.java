package io.quantum.governor.loaders.redis;

import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the facts of a plan were made from and a commit must find unchanged.
 *
 * @param day the UTC day of the daily totals
 * @param decision the mark of an earlier decision on the plan id, empty when none
 * @param executions the symbol's execution list, its entries joined by line feeds; or {@link #UNREADABLE}
 * @param dailyNotional the day's notional as stored, empty when none
 * @param dailyQty the day's quantity as stored, empty when none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by Redis, never by Java
public record SymbolState(LocalDate day, byte[] decision, byte[] executions, byte[] dailyNotional, byte[] dailyQty) {
    /** What stands for a string that is not there, or that is no string: MGET can't tell them apart. */
    private static final byte[] NONE = {};

    /** Stands for a list that is no list. */
    private static final byte[] UNREADABLE = {'!', 'W', 'R', 'O', 'N', 'G', 'T', 'Y', 'P', 'E'};

    static SymbolState of(PlanReads reads) {
        return new SymbolState(
                reads.day(),
                stored(reads.decision()),
                joined(reads.executions()),
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

    private static byte[] joined(Reply<List<byte[]>> reply) {
        try {
            ByteArrayOutputStream joined = new ByteArrayOutputStream();
            String separator = "";
            for (byte[] entry : reply.value(List.of())) {
                joined.writeBytes(separator.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                joined.writeBytes(entry);
                separator = "\n";
            }
            return joined.toByteArray();
        } catch (UnreadableException e) {
            return UNREADABLE;
        }
    }
}
