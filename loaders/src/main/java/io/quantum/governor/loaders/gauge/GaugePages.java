package io.quantum.governor.loaders.gauge;

import io.quantum.governor.facts.Fact;
import io.quantum.governor.loaders.UnreadableException;
import io.quantum.governor.loaders.declared.About;
import io.quantum.governor.loaders.declared.DeclaredDecoder;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.declared.FactSource.OfGauge;
import io.quantum.governor.loaders.declared.Outside;
import io.quantum.governor.loaders.declared.PageAddress;
import io.quantum.governor.loaders.declared.Row;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What gauges told last. Facts are told from any thread and never wait; pages are asked for by whoever refreshes them, each
 * within a limit. A gauge that could not be read tells nothing until it can be read again.
 */
public final class GaugePages implements Outside {
    private static final int OK = 200;
    private static final int LARGEST_BYTES = 4 << 20;

    private final Map<String, String> environment;
    private final Duration limit;
    private final Clock clock;
    private final HttpClient http;
    private final Map<OfGauge, Told> told = new ConcurrentHashMap<>();

    /**
     * What a gauge told.
     *
     * @param at when it was asked for
     * @param text the sample; empty when there is none
     * @param why it could not be read; empty when it could
     */
    private record Told(Instant at, String text, String why) {
        private static final Told NOTHING_YET = new Told(Instant.EPOCH, "", "not asked for yet");
    }

    /**
     * @param environment variables that may say where a page is
     * @param limit how long a whole answer may take
     */
    public GaugePages(Map<String, String> environment, Duration limit, Clock clock) {
        this.environment = Map.copyOf(environment);
        this.limit = limit;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limit)
                .build();
    }

    @Override
    public void follow(List<FactDeclaration> declarations) {
        Set<OfGauge> named = new HashSet<>();
        declarations.forEach(declaration -> {
            if (declaration.source() instanceof OfGauge gauge) {
                named.add(gauge);
            }
        });
        told.keySet().retainAll(named);
        named.forEach(gauge -> told.putIfAbsent(gauge, Told.NOTHING_YET));
    }

    /** Asks for every page that was last asked for longer ago than this, and waits for the answers. */
    public void refresh(Duration olderThan) {
        Instant before = clock.instant().minus(olderThan);
        Map<PageAddress, List<OfGauge>> due = told.entrySet().stream()
                .filter(gauge -> !gauge.getValue().at().isAfter(before))
                .map(Map.Entry::getKey)
                .collect(Collectors.groupingBy(OfGauge::page));
        due.forEach(this::ask);
    }

    private void ask(PageAddress page, List<OfGauge> gauges) {
        Instant at = clock.instant();
        try {
            Optional<URI> address = page.in(environment);
            String text = address.isPresent() ? text(address.get()) : "";
            gauges.forEach(gauge -> told.replace(gauge, sample(at, text, gauge)));
        } catch (UnreadableException | IllegalArgumentException e) {
            gauges.forEach(gauge -> told.replace(gauge, new Told(at, "", String.valueOf(e.getMessage()))));
        }
    }

    private static Told sample(Instant at, String page, OfGauge gauge) {
        try {
            return new Told(at, GaugeReader.read(page, gauge.metric()), "");
        } catch (UnreadableException e) {
            return new Told(at, "", String.valueOf(e.getMessage()));
        }
    }

    private static String words(@Nullable Throwable fault) {
        if (fault instanceof ConnectException) {
            return fault.getCause() instanceof UnresolvedAddressException
                    ? "nobody knows its host"
                    : "nothing answers there";
        }
        return fault == null || fault.getMessage() == null ? String.valueOf(fault) : fault.getMessage();
    }

    /** The client's own timeout would end with the headers; this one covers the body too. */
    private String text(URI page) throws UnreadableException {
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(HttpRequest.newBuilder(page).build(), head -> new LimitedBody(LARGEST_BYTES));
        try {
            HttpResponse<String> got = answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (got.statusCode() != OK) {
                throw new UnreadableException(page + " answered with status " + got.statusCode());
            }
            return got.body();
        } catch (TimeoutException e) {
            throw new UnreadableException(page + " did not answer within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new UnreadableException(page + " could not be read (" + words(e.getCause()) + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableException(page + " was not waited for");
        } finally {
            answer.cancel(true);
        }
    }

    @Override
    public Fact fact(FactDeclaration declaration, About about, Instant now) {
        OfGauge gauge = (OfGauge) declaration.source();
        Told last = told.getOrDefault(gauge, Told.NOTHING_YET);
        if (!last.why().isEmpty()) {
            return DeclaredDecoder.unreadable(declaration, gauge.metric(), last.why());
        }
        Row row = field -> field.equals(Row.SNAPSHOT) && !last.text().isEmpty()
                ? Long.toString(last.at().getEpochSecond())
                : last.text();
        return DeclaredDecoder.read(declaration, gauge.metric(), row, now);
    }
}
