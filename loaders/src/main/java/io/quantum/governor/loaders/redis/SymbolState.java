package io.quantum.governor.loaders.redis;

import io.quantum.governor.loaders.UnreadableException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the facts of a plan were made from and a commit must find unchanged.
 *
 * @param day the UTC day of the daily totals
 * @param executions what the symbol's execution list was like
 * @param absent keys that were not there
 * @param strings strings as they were, by their keys; empty for what is no string
 */
public record SymbolState(LocalDate day, ListState executions, List<String> absent, Map<String, byte[]> strings) {
    /** So many entries of an execution list are kept and looked at. */
    public static final int MOST_EXECUTIONS = (int) Kept.EXECUTIONS.most();

    /** What stands for a string that is no string: MGET can't tell it from none. */
    private static final byte[] NONE = {};

    /**
     * What tells one state of a list from another: each permit pushes an entry, so one of the two changes.
     *
     * @param length its length, at most {@link #MOST_EXECUTIONS}; -1 when the key is no list
     * @param newest its newest entry, empty when there is none
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by Redis, never by Java
    public record ListState(int length, byte[] newest) {
        /** Of a list that is not there. */
        public static final ListState EMPTY = new ListState(0, NONE);

        /** Of a key that is no list. */
        static final ListState UNREADABLE = new ListState(-1, NONE);
    }

    /** A state in which nothing is there yet. */
    public static SymbolState empty(LocalDate day) {
        return new SymbolState(day, ListState.EMPTY, List.of(), Map.of());
    }

    static SymbolState of(PlanKeys keys, PlanMarks marks, List<StringKey> kill) {
        SymbolKeys symbol = keys.symbol();
        SymbolState state =
                new SymbolState(symbol.day(), symbol.executions().state(), new ArrayList<>(6), new LinkedHashMap<>());
        state.see(marks.decision());
        state.see(symbol.dailyNotional().reply());
        state.see(symbol.dailyQty().reply());
        // one that Redis won't show counts as on, and won't be shown to the commit either
        kill.stream().map(KnownKey::reply).filter(Reply::isAnswered).forEach(state::see);
        keys.declared().own().forEach(key -> state.see(key.reply()));
        if (!marks.isExecuted()) {
            state.absent.add(marks.executed().key());
        }
        return state;
    }

    private void see(Reply<?> reply) {
        try {
            Object value = reply.valueOrNull();
            if (value == null) {
                absent.add(reply.key());
            } else {
                strings.put(reply.key(), (byte[]) value);
            }
        } catch (UnreadableException e) {
            strings.put(reply.key(), NONE);
        }
    }
}
