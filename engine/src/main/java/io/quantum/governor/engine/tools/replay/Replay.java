package io.quantum.governor.engine.tools.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Decides recorded plans again, on all processors. The thread that calls reads; it never gets further ahead than a few
 * batches, so that memory stays as it is however many plans there are.
 */
public final class Replay {
    private final Records records;
    private final CandidateRules candidate;
    private final Mode mode;
    private volatile boolean stopped;

    public Replay(Records records, CandidateRules candidate, Mode mode) {
        this.records = records;
        this.candidate = candidate;
        this.mode = mode;
    }

    /** Reads no further; what has been read is still decided. From any thread. */
    public void stop() {
        stopped = true;
        records.stop();
    }

    /**
     * Replays all records, or those before it is stopped.
     *
     * @param progress hears now and then how many records have been read
     */
    public ReplayReport run(LongConsumer progress) throws IOException, InterruptedException {
        int workers = Runtime.getRuntime().availableProcessors();
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        List<Future<Counts>> results = new ArrayList<>();
        Lanes lanes = new Lanes(workers, mode == Mode.simulated, () -> results.forEach(Replay::refuseFailed));
        try {
            for (BlockingQueue<Batch> lane : lanes.queues()) {
                results.add(threads.submit(new Worker(lane, candidate, mode)));
            }
            long read = read(lanes, progress);
            Counts all = new Counts();
            for (Future<Counts> result : results) {
                all.add(result.get());
            }
            return all.report(read, candidate, mode, records.title(), !stopped);
        } catch (ExecutionException e) {
            throw new IllegalStateException("deciding plans again failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private long read(Lanes lanes, LongConsumer progress) throws IOException {
        long[] read = {0};
        records.each((number, json, frame) -> {
            lanes.put(number, json, frame);
            if (++read[0] % Batch.SIZE == 0) {
                progress.accept(read[0]);
            }
            return !stopped;
        });
        progress.accept(read[0]);
        lanes.end();
        return read[0];
    }

    /** A worker that has ended while there is still something to do has failed. */
    private static void refuseFailed(Future<Counts> worker) {
        try {
            if (worker.isDone()) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("deciding plans again failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
