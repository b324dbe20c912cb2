package io.quantum.governor.engine.tools.replay;

import io.quantum.governor.engine.record.audit.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Some records on their way from who reads them to who decides them; one thread at a time has it. */
final class Batch {
    static final int SIZE = 32;

    /** After it nothing comes. */
    static final Batch END = new Batch();

    private final long[] numbers = new long[SIZE];
    private final byte[][] records = new byte[SIZE][];
    private final List<Optional<Frame>> frames = new ArrayList<>(SIZE);
    private int filled;

    /** Takes a record. */
    interface Each {
        void record(long number, byte[] json, Optional<Frame> frame);
    }

    void add(long number, byte[] json, Optional<Frame> frame) {
        frames.add(frame);
        numbers[filled] = number;
        records[filled] = json;
        filled++;
    }

    boolean isFull() {
        return filled == SIZE;
    }

    @SuppressWarnings("ReferenceEquality") // there is one end
    boolean isEnd() {
        return this == END;
    }

    void forEach(Each each) {
        for (int i = 0; i < filled; i++) {
            each.record(numbers[i], records[i], frames.get(i));
        }
    }
}
