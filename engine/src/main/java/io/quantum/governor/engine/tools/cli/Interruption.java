package io.quantum.governor.engine.tools.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets Ctrl-C end work early, and holds the JVM until what is done so far has been told; then it ends with 130. */
final class Interruption {
    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;

    /** @param stop makes the work end soon */
    Interruption(Runnable stop) {
        hook = new Thread(
                () -> {
                    stop.run();
                    await();
                },
                "ctrl-c");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @SuppressWarnings("ResultOfMethodCallIgnored") // told or not, the JVM ends now
    private void await() {
        try {
            over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is done has been told. */
    void told() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is ending: the hook runs, and goes on from here
        }
    }
}
