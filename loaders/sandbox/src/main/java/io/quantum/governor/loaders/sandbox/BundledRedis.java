package io.quantum.governor.loaders.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Redis 7.0.15 of one's own on a free loopback port, without persistence, gone on {@link #close()} or when the JVM
 * ends. For the demo, the bench and tests.
 */
public final class BundledRedis implements AutoCloseable {
    private static final int MOST_ATTEMPTS = 5;

    private final Path directory;
    private final int port;
    private final List<String> command;
    private final Thread atExit = new Thread(this::end, "bundled-redis-at-exit");
    private RedisProcess process;

    private BundledRedis(Path directory, String... extraArguments) throws IOException {
        this.directory = directory;
        this.port = freePort();
        this.command = new ArrayList<>(List.of(RedisBinary.unpackInto(directory).toString()));
        command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", ""));
        command.addAll(List.of("--appendonly", "no", "--dir", directory.toString()));
        command.addAll(List.of(extraArguments));
        this.process = begin();
    }

    /**
     * Starts one and waits until it answers, 10 s at the longest.
     *
     * @param extraArguments more for its command line: {@code "--maxmemory", "64mb"}
     * @throws IllegalStateException when no binary is bundled for this platform
     * @throws UncheckedIOException with its output when it does not come up
     */
    public static BundledRedis start(String... extraArguments) {
        for (int attempt = 1; ; attempt++) {
            try {
                return started(extraArguments);
            } catch (IOException e) {
                // somebody may have taken the port since it was free
                if (attempt == MOST_ATTEMPTS || !String.valueOf(e.getMessage()).contains("Address in use")) {
                    throw new UncheckedIOException(e.getMessage(), e);
                }
            }
        }
    }

    private static BundledRedis started(String... extraArguments) throws IOException {
        Path directory = Files.createTempDirectory("bundled-redis-");
        try {
            BundledRedis redis = new BundledRedis(directory, extraArguments);
            Runtime.getRuntime().addShutdownHook(redis.atExit);
            return redis;
        } catch (IOException | RuntimeException e) {
            remove(directory);
            throw e;
        }
    }

    /** The port on 127.0.0.1; stays the same over restarts. */
    public int port() {
        return port;
    }

    /** {@code redis://127.0.0.1:port}. */
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** The process id of the server as it runs now, or of the one that was killed. */
    public synchronized long pid() {
        return process.pid();
    }

    /** Whether the server runs. */
    public synchronized boolean isRunning() {
        return process.isRunning();
    }

    /** Ends the server without warning, as a crash would; {@link #restartEmpty()} brings it back. */
    public synchronized void killHard() {
        process.killHard();
    }

    /**
     * Ends the server if it runs and starts it again on the same port, without any data.
     *
     * @throws UncheckedIOException with its output when it does not come up
     */
    public synchronized void restartEmpty() {
        process.killHard();
        try {
            process = begin();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Ends the server and removes its directory. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook runs anyway, and finds nothing left to do.
        }
    }

    private synchronized void end() {
        process.stop();
        remove(directory);
    }

    private RedisProcess begin() throws IOException {
        return RedisProcess.start(command, port, directory.resolve("redis.log"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void remove(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException("could not remove " + directory, e);
        }
    }
}
