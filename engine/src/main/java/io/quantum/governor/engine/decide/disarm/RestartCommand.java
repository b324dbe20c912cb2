package io.quantum.governor.engine.decide.disarm;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command that restarts the executor, so that it takes its configuration.
 *
 * @param command run by {@code sh -c}
 * @param limit so long it may take
 */
public record RestartCommand(String command, Duration limit) {
    private static final Logger LOG = LoggerFactory.getLogger(RestartCommand.class);
    /** Variables of the daemon that may hold a secret; what the command prints is shown in the log and by health. */
    private static final Set<String> SECRETS = Set.of(
            "BINANCE_TESTNET_API_KEY",
            "BINANCE_TESTNET_API_SECRET",
            "GOV_API_TOKEN",
            "GOV_AUDIT_URL",
            "GOV_HEARTBEAT_URL",
            "GOV_NOTIFY",
            "GOV_NOTIFY_SECRET",
            "REDIS_URL");

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long BEAT_MILLIS = 500;
    private static final long KILLED_WITHIN_MILLIS = 2000;

    /** A command that may take 30 s. */
    public RestartCommand(String command) {
        this(command, LIMIT);
    }

    /**
     * Runs it and waits for its end; what it prints goes into the log.
     *
     * @param meanwhile called twice a second
     * @throws IOException saying in a sentence how it failed: it was not found, ended with another code than 0, or was
     *     killed with all that it had started because it took too long
     * @throws InterruptedException when this daemon ends; the command goes on
     */
    void run(Runnable meanwhile) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        builder.environment().keySet().removeAll(SECRETS);
        Process process = builder.start();
        PrintedText printed = PrintedText.of(process.getInputStream());
        long begun = System.nanoTime();
        while (!process.waitFor(BEAT_MILLIS, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - begun > limit.toNanos()) {
                killTree(process);
                LOG.warn("restart command: {}", printed.text());
                throw new IOException("the restart command took longer than " + limit.toSeconds()
                        + " s and was killed: " + command + printed.end());
            }
            meanwhile.run();
        }
        LOG.info("restart command ended with {}: {}", process.exitValue(), printed.text());
        if (process.exitValue() != 0) {
            throw new IOException(
                    "the restart command ended with exit code " + process.exitValue() + ": " + command + printed.end());
        }
    }

    private static void killTree(Process process) throws InterruptedException {
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
        process.waitFor(KILLED_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
    }
}
