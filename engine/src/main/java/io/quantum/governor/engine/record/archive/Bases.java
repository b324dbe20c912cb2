package io.quantum.governor.engine.record.archive;

import java.util.LinkedHashMap;
import java.util.Map;

/** The texts by which records are packed: the first one of each sort that this process archived. */
final class Bases {
    private static final int MOST = 64;
    /** Packing looks no further back. */
    private static final int MOST_BYTES = 32 << 10;

    private static final Base NONE = new Base(0, new byte[0]);

    private final Map<Kind, Base> bases = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Kind, Base> eldest) {
            return size() > MOST;
        }
    };

    /** A record, 0 for none, with its text. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Base(long sequence, byte[] text) {}

    /** The one by which a record is packed; the first of a sort is packed by none. */
    Base of(Kind kind, long sequence, byte[] text) {
        // what differs between symbols is small
        Kind sort = new Kind(kind.outcome(), "", kind.gate(), kind.reason(), kind.version(), kind.digest());
        Base base = bases.get(sort);
        if (base != null) {
            return base;
        }
        if (text.length <= MOST_BYTES) {
            bases.put(sort, new Base(sequence, text));
        }
        return NONE;
    }

    void forget() {
        bases.clear();
    }
}
