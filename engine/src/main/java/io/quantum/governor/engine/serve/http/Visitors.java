package io.quantum.governor.engine.serve.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Turns away what a page of another site makes a browser ask for: a name that somebody else has pointed to this machine, and
 * requests that come from elsewhere. What programs ask for who say no origin, such as curl, is let in.
 */
final class Visitors implements HttpHandler {
    private static final HttpString FETCH_SITE = new HttpString("Sec-Fetch-Site");
    private static final HttpString FETCH_MODE = new HttpString("Sec-Fetch-Mode");
    private static final Set<String> HERE = Set.of("", "same-origin", "none");
    /** Prometheus and a load balancer ask by names of their own, and learn nothing here that changes anything. */
    private static final Set<String> OPEN = Set.of("/health", "/metrics");

    /** An address is nobody's to point elsewhere. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]+]");

    private final HttpHandler next;
    private final Set<String> hosts;

    /** @param hosts by which names the pages may be asked for, besides {@code localhost} and addresses; lower case */
    Visitors(HttpHandler next, Set<String> hosts) {
        this.next = next;
        this.hosts = Set.copyOf(hosts);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        Optional<String> refusal = OPEN.contains(exchange.getRequestPath()) ? Optional.empty() : refusal(exchange);
        if (refusal.isPresent()) {
            HttpPages.answer(exchange, HttpPages.Answer.error(StatusCodes.FORBIDDEN, refusal.get()));
        } else {
            next.handleRequest(exchange);
        }
    }

    private Optional<String> refusal(HttpServerExchange exchange) {
        HeaderMap headers = exchange.getRequestHeaders();
        String host = header(headers, Headers.HOST);
        if (!isKnown(name(host))) {
            return Optional.of(
                    "this governor is not known by the name that was asked for; set GOV_HTTP_HOSTS to the names"
                            + " by which it may be asked");
        }
        String origin = header(headers, Headers.ORIGIN);
        if (!origin.isEmpty() && !origin.equals("http://" + host) && !origin.equals("https://" + host)) {
            return Optional.of("a page of another site asks; open this governor's own page");
        }
        if (!HERE.contains(header(headers, FETCH_SITE)) && !isLink(exchange)) {
            return Optional.of("another site asks; open this governor's own page");
        }
        return Optional.empty();
    }

    /** A link to the page, in a message say, may be followed from anywhere. */
    private static boolean isLink(HttpServerExchange exchange) {
        return exchange.getRequestMethod().equals(Methods.GET)
                && exchange.getRequestPath().equals("/")
                && header(exchange.getRequestHeaders(), FETCH_MODE).equals("navigate");
    }

    private boolean isKnown(String name) {
        return name.equals("localhost") || ADDRESS.matcher(name).matches() || hosts.contains(name);
    }

    /** A host without its port. */
    private static String name(String host) {
        return host.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]{1,5}$", "");
    }

    private static String header(HeaderMap headers, HttpString name) {
        return Objects.requireNonNullElse(headers.getFirst(name), "");
    }
}
