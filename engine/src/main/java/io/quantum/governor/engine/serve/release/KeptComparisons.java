package io.quantum.governor.engine.serve.release;

import io.quantum.governor.engine.tools.compare.RulebookDiff;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What releases change in place of others. Comparing takes a minute, so nobody waits for it: whoever asks is told that it
 * goes on, and asks again. It goes on for one pair at a time, and what was found is kept. Safe for use by several threads.
 */
public final class KeptComparisons implements AutoCloseable {
    private static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);
    private static final int MOST = 16;

    private final ExecutorService comparing = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "release-comparison");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Kept> kept = new LinkedHashMap<>();
    private final ComparisonProcess process;

    private record Kept(CompletableFuture<RulebookDiff> diff, long sinceNanos) {
        boolean isToBeTriedAgain() {
            return diff.isCompletedExceptionally() && System.nanoTime() - sinceNanos > BETWEEN_TRIES.toNanos();
        }
    }

    /** @param keys the public keys whose releases count */
    public KeptComparisons(Path keys) {
        process = new ComparisonProcess(keys);
    }

    /**
     * What the second in place of the first changes.
     *
     * @throws ReleaseException when that is not known yet, or can't be found out
     */
    public synchronized RulebookDiff of(Release before, Release after) {
        String pair = before.digest() + " " + after.digest();
        Kept found = kept.get(pair);
        if (found == null || found.isToBeTriedAgain()) {
            found = begin(pair, before, after);
        }
        if (!found.diff().isDone()) {
            throw new ReleaseException(
                    "release " + after.manifest().version() + " is still being compared with release "
                            + before.manifest().version() + ", which takes a minute or two");
        }
        try {
            return found.diff().join();
        } catch (CompletionException e) {
            throw new ReleaseException(String.valueOf(
                    e.getCause() instanceof ReleaseException known ? known.getMessage() : e.getMessage()));
        }
    }

    private Kept begin(String pair, Release before, Release after) {
        if (kept.values().stream().anyMatch(other -> !other.diff().isDone())) {
            throw new ReleaseException("other releases are being compared; look again in a minute");
        }
        kept.remove(pair);
        if (kept.size() >= MOST) {
            kept.remove(kept.keySet().iterator().next());
        }
        Kept begun = new Kept(
                CompletableFuture.supplyAsync(() -> process.compare(before, after), comparing), System.nanoTime());
        kept.put(pair, begun);
        return begun;
    }

    @Override
    public void close() {
        process.close();
        comparing.shutdownNow();
    }
}
