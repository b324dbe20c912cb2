package io.quantum.governor.engine.tools.explain;

import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import java.lang.ref.SoftReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compiles rulebooks that plans are explained against, one at a time, on a thread of its own: whoever asks waits a while and
 * no longer, and only one waits. What is compiled is kept while there is memory. Safe for use by many threads.
 */
public final class OtherRulebooks {
    /** A browser has not given up by then. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Function<String, RulebookTexts> finder;
    private final Function<RulebookFiles, Rulebook> compiler;
    private final BooleanSupplier admitting;
    private final Map<String, SoftReference<Rulebook>> kept = new HashMap<>();
    private String compiling = "";
    private @Nullable FutureTask<Rulebook> task;
    private boolean waits;

    /** A rulebook is not compiled yet, or another one is being compiled. */
    public static final class BusyException extends Exception {
        private static final long serialVersionUID = 1;

        BusyException(String message) {
            super(message);
        }
    }

    /**
     * Nothing is compiled yet.
     *
     * @param finder finds texts by a version or a digest; throws {@link IllegalArgumentException} when there is none
     * @param admitting whether a rulebook is being admitted that is to decide, which comes first
     */
    public OtherRulebooks(
            Function<String, RulebookTexts> finder,
            Function<RulebookFiles, Rulebook> compiler,
            BooleanSupplier admitting) {
        this.finder = finder;
        this.compiler = compiler;
        this.admitting = admitting;
    }

    /**
     * A compiled rulebook.
     *
     * @param name a version or a digest
     * @throws BusyException when it can't be had yet
     * @throws io.quantum.governor.engine.rules.rulebook.RulebookException when it does not compile
     */
    Rulebook named(String name) throws BusyException, InterruptedException {
        RulebookFiles files = RulebookFiles.of(finder.apply(name));
        FutureTask<Rulebook> waitedFor;
        synchronized (this) {
            @Nullable
            Rulebook before =
                    kept.getOrDefault(files.digest(), new SoftReference<>(null)).get();
            if (before != null) {
                return before;
            }
            waitedFor = begun(files);
            waits = true;
        }
        try {
            return waitedFor.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new BusyException("the rulebook is still being compiled; ask again in some seconds");
        } catch (ExecutionException | CancellationException e) {
            if (e.getCause() instanceof RuntimeException wrong) {
                throw wrong;
            }
            throw new IllegalStateException(e);
        } finally {
            stopWaiting();
        }
    }

    private FutureTask<Rulebook> begun(RulebookFiles files) throws BusyException {
        FutureTask<Rulebook> now = task;
        boolean isSame = compiling.equals(files.digest());
        if (waits || (now != null && !now.isDone() && !isSame)) {
            throw new BusyException("another comparison is being made ready; ask again in some seconds");
        }
        if (now != null && isSame && !now.isDone()) {
            return now;
        }
        if (admitting.getAsBoolean()) {
            throw new BusyException("a new rulebook is being tested before it decides; ask again in a minute");
        }
        FutureTask<Rulebook> begun = new FutureTask<>(() -> {
            Rulebook rulebook = compiler.apply(files);
            keep(files.digest(), rulebook);
            return rulebook;
        });
        Thread thread = new Thread(begun, "explain-against");
        thread.setDaemon(true);
        thread.start();
        compiling = files.digest();
        task = begun;
        return begun;
    }

    private synchronized void keep(String digest, Rulebook rulebook) {
        kept.values().removeIf(reference -> reference.get() == null);
        kept.put(digest, new SoftReference<>(rulebook));
        // what is compiled is held by what is kept alone, also when nobody waits for it any more
        task = null;
    }

    private synchronized void stopWaiting() {
        waits = false;
    }
}
