package io.quantum.governor.loaders.redis;

import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the facts of a plan were made from and a commit must find unchanged.
 *
 * @param day the UTC day of the daily totals
 * @param decision the mark of an earlier decision on the plan id, empty when none; or {@link #UNREADABLE}
 * @param executions the symbol's execution list, its entries joined by line feeds; or {@link #UNREADABLE}
 * @param dailyNotional the day's notional as stored, empty when none; or {@link #UNREADABLE}
 * @param dailyQty the day's quantity as stored, empty when none; or {@link #UNREADABLE}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by Redis, never by Java
public record SymbolState(LocalDate day, byte[] decision, byte[] executions, byte[] dailyNotional, byte[] dailyQty) {
    /** Stands for a key that holds another type. */
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
            return value == null ? new byte[0] : value;
        } catch (UnreadableException e) {
            return UNREADABLE;
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
