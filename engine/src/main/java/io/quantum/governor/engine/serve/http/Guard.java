package io.quantum.governor.engine.serve.http;

import io.quantum.governor.engine.serve.http.HttpPages.Answer;
import io.undertow.server.HttpServerExchange;
import java.util.Optional;

/** Decides whether a page is for whoever asks. */
@FunctionalInterface
public interface Guard {
    /**
     * Looks at a request.
     *
     * @return what is answered instead, when it is refused
     */
    Optional<Answer> refusal(HttpServerExchange exchange);
}
