package io.quantum.governor.loaders.heat;

import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.PortfolioHeat;
import io.quantum.governor.facts.Unavailable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The heat gate's page of metrics, which is read within a limit or not at all. For use by one thread. */
public final class HeatPage {
    private static final int OK = 200;
    private static final int LARGEST_BYTES = 4 << 20;

    private final URI page;
    private final Duration limit;
    private final HttpClient http;

    /**
     * @param page where it is
     * @param limit how long the whole answer may take
     */
    public HeatPage(URI page, Duration limit) {
        this.page = page;
        this.limit = limit;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limit)
                .build();
    }

    /** Asks for the page and does not wait. */
    public Asked ask() {
        HttpRequest request = HttpRequest.newBuilder(page).build();
        return new Asked(http.sendAsync(request, head -> new LimitedBody(LARGEST_BYTES)), System.nanoTime());
    }

    /** A page that was asked for. */
    public final class Asked {
        private final CompletableFuture<HttpResponse<String>> answer;
        private final long sinceNanos;

        private Asked(CompletableFuture<HttpResponse<String>> answer, long sinceNanos) {
            this.answer = answer;
            this.sinceNanos = sinceNanos;
        }

        /**
         * Waits for what is left of the limit. The client's own timeout would end with the headers; this one covers the
         * body too.
         *
         * @return the heat, or why there is none
         */
        public Fact fact() {
            try {
                long left = Math.max(0, limit.toNanos() - (System.nanoTime() - sinceNanos));
                HttpResponse<String> page = answer.get(left, TimeUnit.NANOSECONDS);
                return page.statusCode() == OK
                        ? HeatGauge.read(page.body())
                        : unreadable("answered with status " + page.statusCode());
            } catch (TimeoutException e) {
                return unreadable("did not answer within " + limit.toMillis() + " ms");
            } catch (ExecutionException e) {
                return unreadable("could not be read (" + e.getCause() + ")");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return unreadable("was not waited for");
            } finally {
                answer.cancel(true);
            }
        }

        private Fact unreadable(String what) {
            return Unavailable.unreadable(PortfolioHeat.class, page + " " + what);
        }
    }
}
