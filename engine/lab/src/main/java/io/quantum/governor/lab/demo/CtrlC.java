package io.quantum.governor.lab.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets Ctrl-C end the demo, and holds the JVM until the demo has ended: then it exits with 0. */
final class CtrlC implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final Thread demo;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::press, "ctrl-c");
    private volatile boolean pressed;

    /** @param demo is interrupted when Ctrl-C is pressed */
    CtrlC(Thread demo) {
        this.demo = demo;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** A terminal sends Ctrl-C to Redis too, and nobody needs to read that it is gone. */
    private void press() {
        pressed = true;
        Logs.silence();
        demo.interrupt();
        try {
            if (ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isPressed() {
        return pressed;
    }

    /** The demo has ended and left nothing behind. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook runs, and goes on from here.
        }
    }
}
