package io.quantum.governor.loaders.binance;

import io.quantum.governor.loaders.WireNumber;
import io.quantum.governor.loaders.binance.ExchangeFailure.Kind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One GET to the exchange at a time: within the timeout, weight noted, every failure in words of our own. Redirects are
 * not followed, since they would carry the key elsewhere.
 *
 * <p>Messages of the HTTP client are never passed on: some of them quote the whole URL or a header.
 */
final class BinanceHttp {
    private static final String KEY_HEADER = "X-MBX-APIKEY";
    private static final String WEIGHT_HEADER = "X-MBX-USED-WEIGHT-1M";

    private final BinanceSettings settings;
    private final RequestPacer pacer;
    private final HttpClient http;

    BinanceHttp(BinanceSettings settings, RequestPacer pacer) {
        this.settings = settings;
        this.pacer = pacer;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.requestTimeout())
                .build();
    }

    /** Gets what anyone may read. {@code pathAndQuery} begins with a slash. */
    byte[] get(String pathAndQuery) throws ExchangeFailure, InterruptedException {
        return answerTo(request(pathAndQuery).build());
    }

    /** Gets what only the account's owner may read. */
    byte[] getWithKey(String pathAndQuery) throws ExchangeFailure, InterruptedException {
        return answerTo(
                request(pathAndQuery).header(KEY_HEADER, settings.apiKey()).build());
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(settings.baseUrl() + pathAndQuery));
    }

    /** The client's own request timeout ends with the headers; this wait covers the body too. */
    private byte[] answerTo(HttpRequest request) throws ExchangeFailure, InterruptedException {
        Duration timeout = settings.requestTimeout();
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            return bodyOf(answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            throw new ExchangeFailure(Kind.TIMEOUT, "no whole answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new ExchangeFailure(
                    Kind.UNREACHABLE,
                    "could not talk to " + settings.baseUrl().getAuthority() + " (" + nameOf(e.getCause()) + ")");
        } finally {
            answer.cancel(true);
        }
    }

    private byte[] bodyOf(HttpResponse<byte[]> answer) throws ExchangeFailure {
        answer.headers()
                .firstValue(WEIGHT_HEADER)
                .map(WireNumber::parse)
                .ifPresent(weight -> weight.ifPresent(used -> pacer.used((int) used)));
        if (answer.statusCode() == 200) {
            return answer.body();
        }
        Refusal refusal = Refusal.of(
                answer.statusCode(), answer.headers().firstValue("Retry-After").orElse(""), answer.body());
        pacer.pauseFor(refusal.pause());
        throw refusal.failure();
    }

    private static String nameOf(@Nullable Throwable cause) {
        return cause == null ? "no cause given" : cause.getClass().getSimpleName();
    }
}
