package io.quantum.governor.lab.bench;

import io.lettuce.core.RedisClient;
import io.quantum.governor.loaders.redis.Cell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What open dashboards cost plans: one daemon decides without them and with them, by turns. */
final class Dashboards {
    private static final Load LOAD = new Load("production", false, true);
    private static final int SYMBOLS = 500;
    private static final int WARM_UPS = 6;
    private static final int ROUNDS = 7;
    private static final int SETTLE_MILLIS = 5000;

    private final Publisher publisher;
    private final Executor executor;
    private final GovernorProcess governor;
    private final BenchOptions options;
    private final int port;
    private final Consumer<String> progress;

    private Dashboards(
            Publisher publisher,
            Executor executor,
            GovernorProcess governor,
            BenchOptions options,
            int port,
            Consumer<String> progress) {
        this.publisher = publisher;
        this.executor = executor;
        this.governor = governor;
        this.options = options;
        this.port = port;
        this.progress = progress;
    }

    /** Starts a governor and measures. */
    static void measure(
            RedisClient redis, String redisUri, BenchOptions options, Consumer<Row> rows, Consumer<String> progress) {
        try (Publisher publisher = new Publisher(redis);
                Executor executor = new Executor(redisUri)) {
            publisher.connection().sync().flushdb();
            int port = GovernorProcess.freePort();
            Map<String, String> settings = LOAD.settings();
            settings.put("REDIS_URL", redisUri);
            settings.put("METRICS_PORT", Integer.toString(port));
            publisher.positions(SYMBOLS);
            try (GovernorProcess governor = GovernorProcess.start(settings, "governor")) {
                executor.decide(LOAD, Publisher.symbol(0, SYMBOLS));
                new Dashboards(publisher, executor, governor, options, port, progress).measure(rows);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void measure(Consumer<Row> rows) throws IOException, InterruptedException {
        for (int round = 0; round < WARM_UPS; round++) {
            pile();
        }
        List<Pile> without = new ArrayList<>();
        List<Pile> with = new ArrayList<>();
        List<long[]> oneWithout = new ArrayList<>();
        List<long[]> oneWith = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            without.add(pile());
            oneWithout.add(oneByOne());
            try (Pages pages = new Pages(port, options.dashboards())) {
                Thread.sleep(SETTLE_MILLIS);
                with.add(pile());
                oneWith.add(oneByOne());
                progress.accept("round " + (round + 1) + " of " + ROUNDS + ": the pages have read "
                        + pages.read() / 1024 + " KB");
            }
        }
        String suffix = ", " + options.dashboards() + " dashboards";
        rows.accept(Pile.row("saturated, no dashboard", without));
        rows.accept(Pile.row("saturated" + suffix, with));
        rows.accept(Row.ofNanos("one in flight, no dashboard", all(oneWithout)));
        rows.accept(Row.ofNanos("one in flight" + suffix, all(oneWith)));
    }

    private Pile pile() {
        publisher.connection().sync().xtrim(Cell.key("quantum:stream:governor.audit"), 0);
        return Pile.decide(publisher, governor, LOAD, options.plans(), SYMBOLS);
    }

    private long[] oneByOne() {
        executor.forgetDecisions();
        long[] nanos = new long[options.plans() / 2];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = executor.decide(LOAD, Publisher.symbol(i, SYMBOLS));
        }
        return nanos;
    }

    private static long[] all(List<long[]> rounds) {
        return rounds.stream().flatMapToLong(Arrays::stream).toArray();
    }

    /** Pages that hold the event stream open and read it, on one thread that does nothing else with it. */
    private static final class Pages implements AutoCloseable {
        private static final int CHUNK = 1 << 16;

        private final Selector selector = Selector.open();
        private final Thread reading = new Thread(this::readAll, "bench-pages");
        private final AtomicLong read = new AtomicLong();

        Pages(int port, int count) throws IOException {
            for (int i = 0; i < count; i++) {
                SocketChannel page = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                page.write(ByteBuffer.wrap(("GET /api/stream?topics=overview,headroom,decision,incident HTTP/1.1\r\n"
                                + "Host: 127.0.0.1:" + port + "\r\nAccept: text/event-stream\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII)));
                page.configureBlocking(false);
                page.register(selector, SelectionKey.OP_READ);
            }
            reading.start();
        }

        long read() {
            return read.get();
        }

        private void readAll() {
            ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
            try {
                while (selector.isOpen()) {
                    selector.select(key -> read((SocketChannel) key.channel(), chunk));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void read(SocketChannel page, ByteBuffer chunk) {
            try {
                int bytes = page.read(chunk.clear());
                if (bytes < 0) {
                    throw new IllegalStateException("the daemon has closed a page");
                }
                read.addAndGet(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            for (SelectionKey key : List.copyOf(selector.keys())) {
                key.channel().close();
            }
            selector.close();
            try {
                reading.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
