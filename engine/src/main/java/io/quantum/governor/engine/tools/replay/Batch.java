package io.quantum.governor.engine.tools.replay;

/** Some records on their way from who reads them to who decides them; one thread at a time has it. */
final class Batch {
    static final int SIZE = 32;

    /** After it nothing comes. */
    static final Batch END = new Batch();

    private final long[] numbers = new long[SIZE];
    private final byte[][] records = new byte[SIZE][];
    private int filled;

    /** Takes a record. */
    interface Each {
        void record(long number, byte[] json);
    }

    void add(long number, byte[] json) {
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
            each.record(numbers[i], records[i]);
        }
    }
}
