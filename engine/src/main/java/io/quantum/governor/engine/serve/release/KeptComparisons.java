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
 * goes on, and asks again. It goes on for one pair at a time, and what was found is kept. Whoever may not begin one is told
 * what is known. Safe for use by several threads.
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
     * Begins to find out what the second in place of the first changes, unless that is known or others are being compared.
     */
    public synchronized void begin(Release before, Release after) {
        String pair = pair(before, after);
        Kept found = kept.get(pair);
        if (isBusy() || (found != null && !found.isToBeTriedAgain())) {
            return;
        }
        kept.remove(pair);
        if (kept.size() >= MOST) {
            kept.remove(kept.keySet().iterator().next());
        }
        kept.put(
                pair,
                new Kept(
                        CompletableFuture.supplyAsync(() -> process.compare(before, after), comparing),
                        System.nanoTime()));
    }

    /**
     * What the second in place of the first changes.
     *
     * @throws ReleaseException when that is not known yet, or can't be found out
     */
    public synchronized RulebookDiff of(Release before, Release after) {
        Kept found = kept.get(pair(before, after));
        if (found == null) {
            throw new ReleaseException(
                    isBusy()
                            ? "other releases are being compared; look again in a minute"
                            : "release " + after.manifest().version() + " is not compared with release "
                                    + before.manifest().version()
                                    + " yet; that begins when somebody looks here who is signed in as an operator");
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

    private static String pair(Release before, Release after) {
        return before.digest() + " " + after.digest();
    }

    private boolean isBusy() {
        return kept.values().stream().anyMatch(other -> !other.diff().isDone());
    }

    @Override
    public void close() {
        process.close();
        comparing.shutdownNow();
    }
}
