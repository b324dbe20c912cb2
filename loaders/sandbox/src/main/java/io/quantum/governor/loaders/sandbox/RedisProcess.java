package io.quantum.governor.loaders.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of a Redis server, from its start until it is gone. */
final class RedisProcess {
    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final int POLL_MILLIS = 10;
    private static final int PING_TIMEOUT_MILLIS = 500;

    private final Process process;

    private RedisProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param log takes its output
     * @throws IOException with its output when it does not answer within 10 s
     */
    static RedisProcess start(List<String> command, int port, Path log) throws IOException {
        File output = log.toFile();
        RedisProcess redis = new RedisProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                .start());
        long begun = System.nanoTime();
        while (!redis.answers(port)) {
            boolean tooLate = System.nanoTime() - begun > START_LIMIT.toNanos();
            if (redis.endsWithin(Duration.ofMillis(POLL_MILLIS)) || tooLate) {
                redis.killHard();
                throw new IOException("Redis did not come up on port " + port + ": "
                        + Files.readString(log).strip());
            }
        }
        return redis;
    }

    long pid() {
        return process.pid();
    }

    /** Asks it to end, then makes it. */
    void stop() {
        process.destroy();
        if (!endsWithin(STOP_LIMIT)) {
            killHard();
        }
    }

    /** Ends it as a power cut would, and waits until it is gone. */
    void killHard() {
        process.destroyForcibly();
        endsWithin(STOP_LIMIT);
    }

    boolean isRunning() {
        return process.isAlive();
    }

    private boolean endsWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return true;
        }
    }

    /** Whether it answers a PING; one that wants a password has come up too. */
    private boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PING_TIMEOUT_MILLIS);
            socket.setSoTimeout(PING_TIMEOUT_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(5), US_ASCII);
            return process.isAlive() && (answer.equals("+PONG") || answer.equals("-NOAU"));
        } catch (IOException e) {
            return false;
        }
    }
}
