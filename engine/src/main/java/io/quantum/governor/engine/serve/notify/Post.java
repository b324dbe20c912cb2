package io.quantum.governor.engine.serve.notify;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Posts messages. Redirects are not followed, little is read of an answer, and nothing of an address is ever told. Safe for use
 * by many threads.
 */
final class Post {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration WHOLE = Duration.ofSeconds(10);
    private static final int MOST_READ = 1000;
    private static final int MOST_TOLD = 200;
    private static final String LOOK = "look whether its address is right and can be reached from here";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    /** Tells a target, and waits for its answer. */
    Answer tell(Target target, Request request) throws InterruptedException {
        HttpRequest.Builder post = HttpRequest.newBuilder(request.address())
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "quantum-governor")
                .POST(HttpRequest.BodyPublishers.ofString(request.body()));
        request.headers().forEach(post::header);
        return ask(post.build(), target.secrets());
    }

    /** Asks for an address whose answer nobody reads. */
    Answer get(URI address) throws InterruptedException {
        return ask(
                HttpRequest.newBuilder(address)
                        .header("User-Agent", "quantum-governor")
                        .build(),
                List.of(address.toString(), address.getRawPath()));
    }

    private Answer ask(HttpRequest request, List<String> secrets) throws InterruptedException {
        long begun = System.nanoTime();
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request, head -> new FirstBytes(Answer.isSuccess(head.statusCode()) ? 0 : MOST_READ));
        try {
            HttpResponse<String> got = answer.get(WHOLE.toNanos(), TimeUnit.NANOSECONDS);
            int status = got.statusCode();
            return new Answer(
                    status,
                    Answer.isSuccess(status) ? "" : why(status, got.body(), secrets),
                    Answer.isSuccess(status) ? "" : Answer.remedy(status),
                    since(begun));
        } catch (TimeoutException e) {
            return new Answer(0, "it did not answer within " + WHOLE.toSeconds() + " s", LOOK, since(begun));
        } catch (ExecutionException e) {
            return new Answer(0, words(e.getCause()), LOOK, since(begun));
        } finally {
            answer.cancel(true);
        }
    }

    private static long since(long begun) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    /** A receiver may repeat what it was sent. */
    private static String why(int status, String body, List<String> secrets) {
        String said = body;
        for (String secret : secrets) {
            if (secret.length() > 1) {
                said = said.replace(secret, "***");
            }
        }
        said = PlainText.of(said, MOST_TOLD);
        return "it answered with status " + status + (said.isEmpty() ? "" : ": " + said);
    }

    /** In words of our own: messages of exceptions may repeat the address. */
    private static String words(@Nullable Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "nobody knows its host";
            }
            if (cause instanceof SSLException) {
                return "no secure connection: its certificate is not trusted here, or it speaks no TLS";
            }
            if (cause instanceof HttpConnectTimeoutException) {
                return "it took no connection within " + CONNECT.toSeconds() + " s";
            }
        }
        return fault instanceof ConnectException
                ? "nothing answers there"
                : "the connection was lost, or what it answered is no HTTP";
    }
}
