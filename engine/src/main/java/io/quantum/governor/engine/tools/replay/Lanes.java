package io.quantum.governor.engine.tools.replay;

import io.quantum.governor.engine.record.audit.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Brings records to the workers. Where the order of a symbol's plans matters, all of them go to one worker: that which
 * has had the fewest records when the symbol is first seen. One thread puts.
 */
final class Lanes {
    private static final int MOST_WAITING = 4;

    private final List<BlockingQueue<Batch>> queues = new ArrayList<>();
    private final Map<String, Integer> laneOf = new HashMap<>();
    private final boolean bySymbol;
    private final Batch[] filling;
    private final long[] had;
    private final Runnable check;

    /**
     * @param workers how many lanes there are
     * @param bySymbol whether plans of a symbol stay together
     * @param check is asked while the workers don't keep up, and throws when they will not
     */
    Lanes(int workers, boolean bySymbol, Runnable check) {
        this.bySymbol = bySymbol;
        this.check = check;
        this.had = new long[workers];
        this.filling = new Batch[workers];
        BlockingQueue<Batch> one = new ArrayBlockingQueue<>(MOST_WAITING);
        for (int i = 0; i < workers; i++) {
            filling[i] = new Batch();
            queues.add(bySymbol ? new ArrayBlockingQueue<>(MOST_WAITING) : one);
        }
    }

    /** What each worker takes from. */
    List<BlockingQueue<Batch>> queues() {
        return queues;
    }

    /** Waits while the workers have enough to do. */
    void put(long number, byte[] json, Optional<Frame> frame) {
        int lane = bySymbol ? laneOf.computeIfAbsent(SymbolOf.record(json), s -> fewest()) : 0;
        had[lane]++;
        filling[lane].add(number, json, frame);
        if (filling[lane].isFull()) {
            send(lane, filling[lane]);
            filling[lane] = new Batch();
        }
    }

    /** Sends what is left, and the end. */
    void end() {
        for (int lane = 0; lane < filling.length; lane++) {
            send(lane, filling[lane]);
            send(lane, Batch.END);
        }
    }

    private int fewest() {
        int fewest = 0;
        for (int lane = 1; lane < had.length; lane++) {
            fewest = had[lane] < had[fewest] ? lane : fewest;
        }
        return fewest;
    }

    private void send(int lane, Batch batch) {
        try {
            while (!queues.get(lane).offer(batch, 1, TimeUnit.SECONDS)) {
                check.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while plans were waiting to be decided", e);
        }
    }
}
