package io.quantum.governor.engine.serve.daemon;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the daemon is, where systemd has started it and listens ({@code Type=notify}): that it needs more time to
 * start, that plans are decided, and then time and again that the loop still moves, without which systemd starts it anew. Java
 * has no datagrams over Unix sockets, so systemd's own {@code systemd-notify} carries the words.
 */
public final class Systemd implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Systemd.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(10);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(5);
    private static final String MORE_TIME = "EXTEND_TIMEOUT_USEC=30000000";

    /** A loop that reads an empty stream moves several times a second. */
    private static final Duration STILL_MOVING = Duration.ofSeconds(20);

    private final boolean listens;
    private final Background background = new Background("systemd");
    private volatile @Nullable Moving daemon;
    private boolean tried;
    private boolean ready;
    private long saidNanos = System.nanoTime() - BETWEEN_WORDS.toNanos();

    /** @param environment as systemd made it */
    public Systemd(Map<String, String> environment) {
        listens = !environment.getOrDefault("NOTIFY_SOCKET", "").isEmpty();
        if (listens) {
            background.every(BETWEEN_LOOKS, this::look);
        }
    }

    /** The rules are admitted, and the daemon has been started. */
    public void started(Moving now) {
        daemon = now;
    }

    private void look() {
        Optional<Moving> now = Optional.ofNullable(daemon);
        boolean due = System.nanoTime() - saidNanos >= BETWEEN_WORDS.toNanos();
        if (!ready && (due || !tried) && now.filter(Moving::isReady).isPresent()) {
            tried = true;
            // systemd ends a daemon of which it has not heard this, so it is said until it was carried
            ready = tell("READY=1", "STATUS=" + now.get().work());
        } else if (due) {
            if (now.isEmpty()) {
                tell(MORE_TIME, "STATUS=compiling and testing the rulebook");
            } else if (now.get().sinceMoved().compareTo(STILL_MOVING) < 0) {
                tell(ready ? "WATCHDOG=1" : MORE_TIME, "STATUS=" + now.get().work());
            }
        }
    }

    /** Whether it was carried to systemd. */
    private boolean tell(String... words) {
        saidNanos = System.nanoTime();
        List<String> command = new ArrayList<>(List.of("systemd-notify"));
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(LONGEST_CALL.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                LOG.warn("systemd-notify did not end within {} s", LONGEST_CALL.toSeconds());
            } else if (process.exitValue() != 0) {
                LOG.warn("systemd-notify ended with {}; systemd was not told: {}", process.exitValue(), List.of(words));
            } else {
                return true;
            }
        } catch (IOException e) {
            LOG.warn("systemd was not told that plans are decided, install systemd-notify: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    @Override
    public void close() {
        background.close();
        if (listens) {
            tell("STOPPING=1");
        }
    }
}
