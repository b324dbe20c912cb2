package io.quantum.governor.engine.tools.cli;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How many plans are done, how many a second, and, where that can be told, how long it will take: a bar, or without a
 * terminal a line now and then.
 */
final class ReplayProgress implements LongConsumer, AutoCloseable {
    private static final int ON_A_TERMINAL_MILLIS = 200;
    private static final int IN_A_LOG_MILLIS = 5000;
    private static final int WIDTH = 100;
    private static final long UNKNOWN = -1;

    private final ProgressBar bar;
    private final LongSupplier about;
    private long loggedNanos = System.nanoTime();

    /** @param about how many plans there are, as far as one can tell yet; 0 when one can't */
    ReplayProgress(boolean terminal, LongSupplier about) {
        this.about = () -> {
            long now = about.getAsLong();
            return now == 0 ? UNKNOWN : now;
        };
        this.bar = new ProgressBarBuilder()
                .setTaskName("replay")
                .setUnit(" plans", 1)
                .setInitialMax(this.about.getAsLong())
                .setStyle(terminal ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(terminal ? ON_A_TERMINAL_MILLIS : IN_A_LOG_MILLIS)
                .setConsumer(
                        terminal
                                ? new ConsoleProgressBarConsumer(System.err, WIDTH)
                                : new DelegatingProgressBarConsumer(this::log, WIDTH))
                .showSpeed()
                .build();
    }

    /** The library tells of every beginning and end, which nobody needs who waits for seconds only. */
    private void log(String line) {
        long now = System.nanoTime();
        if (now - loggedNanos >= TimeUnit.MILLISECONDS.toNanos(IN_A_LOG_MILLIS)) {
            loggedNanos = now;
            System.err.println(line);
        }
    }

    @Override
    public void accept(long done) {
        bar.maxHint(about.getAsLong());
        bar.stepTo(done);
    }

    @Override
    public void close() {
        bar.close();
    }
}
