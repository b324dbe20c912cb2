package io.quantum.governor.loaders.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Answers the simulated exchange's three paths, or plays the fault that is switched on. Thread-safe. */
final class SimulatedEndpoints implements HttpHandler {
    private static final Map<String, Integer> WEIGHTS = Map.of(
            SimulatedExchange.POSITIONS_PATH, 5, SimulatedExchange.PRICES_PATH, 10, SimulatedExchange.TIME_PATH, 1);
    private static final long MINUTE_MILLIS = 60_000;

    private final SimulatedBook book;
    private final SignatureCheck signatures;
    private final FaultSwitch faults;
    private final Clock clock;
    private final Map<String, AtomicLong> requests = new ConcurrentHashMap<>();
    private long weightMinute;
    private int usedWeight;
    volatile Duration clockAhead = Duration.ZERO;
    volatile Duration retryAfter = Duration.ofSeconds(1);
    volatile Duration silence = Duration.ofSeconds(10);

    SimulatedEndpoints(SimulatedBook book, SignatureCheck signatures, FaultSwitch faults, Clock clock) {
        this.book = book;
        this.signatures = signatures;
        this.faults = faults;
        this.clock = clock;
    }

    long requests(String path) {
        return requests.computeIfAbsent(path, unused -> new AtomicLong()).get();
    }

    /** Makes it look as if others had used this much of the present minute's weight. */
    synchronized void setUsedWeight(int weight) {
        weightMinute = serverMillis() / MINUTE_MILLIS;
        usedWeight = weight;
    }

    @Override
    public void handle(HttpExchange call) throws IOException {
        String path = call.getRequestURI().getPath();
        requests.computeIfAbsent(path, unused -> new AtomicLong()).incrementAndGet();
        int weight = use(WEIGHTS.getOrDefault(path, 1));
        call.getResponseHeaders().set("Content-Type", "application/json");
        call.getResponseHeaders().set("X-MBX-USED-WEIGHT-1M", Integer.toString(weight));
        Failure failure = faults.on(path);
        try (call) {
            switch (failure) {
                case TIMEOUT -> faults.hold(silence);
                case STALLED -> sendHalf(call, answer(call, path));
                case TRUNCATED -> send(call, half(answer(call, path)));
                default -> send(call, failure.isAnswer() ? refused(call, failure, path) : answer(call, path));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private SimulatedAnswer refused(HttpExchange call, Failure failure, String path) {
        if (failure == Failure.CLOCK_SKEW && !path.equals(SimulatedExchange.POSITIONS_PATH)) {
            return answer(call, path);
        }
        if (failure == Failure.TOO_MANY_REQUESTS || failure == Failure.BANNED) {
            call.getResponseHeaders().set("Retry-After", Long.toString(retryAfter.toSeconds()));
        }
        return failure.answer();
    }

    private SimulatedAnswer answer(HttpExchange call, String path) {
        long now = serverMillis();
        return switch (path) {
            case SimulatedExchange.TIME_PATH -> SimulatedAnswer.of(200, "{\"serverTime\":" + now + "}");
            case SimulatedExchange.PRICES_PATH -> new SimulatedAnswer(200, book.premiumIndex(now));
            case SimulatedExchange.POSITIONS_PATH -> signedAnswer(call, now);
            default -> SimulatedAnswer.error(404, -5000, "Path is invalid.");
        };
    }

    private SimulatedAnswer signedAnswer(HttpExchange call, long now) {
        String key = Objects.requireNonNullElse(call.getRequestHeaders().getFirst("X-MBX-APIKEY"), "");
        String query = Objects.requireNonNullElse(call.getRequestURI().getRawQuery(), "");
        return signatures.refusal(key, query, now).orElseGet(() -> new SimulatedAnswer(200, book.positionRisk(now)));
    }

    private static void send(HttpExchange call, SimulatedAnswer answer) throws IOException {
        call.sendResponseHeaders(answer.status(), answer.body().length);
        try (OutputStream out = call.getResponseBody()) {
            out.write(answer.body());
        }
    }

    private void sendHalf(HttpExchange call, SimulatedAnswer answer) throws IOException, InterruptedException {
        call.sendResponseHeaders(answer.status(), answer.body().length);
        call.getResponseBody().write(half(answer).body());
        call.getResponseBody().flush();
        faults.hold(silence);
    }

    private static SimulatedAnswer half(SimulatedAnswer whole) {
        return new SimulatedAnswer(whole.status(), Arrays.copyOf(whole.body(), (whole.body().length + 1) / 2));
    }

    private long serverMillis() {
        return clock.millis() + clockAhead.toMillis();
    }

    private synchronized int use(int weight) {
        long minute = serverMillis() / MINUTE_MILLIS;
        usedWeight = minute == weightMinute ? usedWeight + weight : weight;
        weightMinute = minute;
        return usedWeight;
    }
}
