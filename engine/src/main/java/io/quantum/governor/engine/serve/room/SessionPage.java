package io.quantum.governor.engine.serve.room;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.serve.http.HttpPages;
import io.quantum.governor.engine.serve.http.HttpPages.Answer;
import io.quantum.governor.engine.serve.room.Sessions.RefusedException;
import io.quantum.governor.engine.serve.room.Sessions.Session;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.CookieImpl;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code /api/session}: who has signed in, signing in by a token, and signing out. */
final class SessionPage implements HttpHandler {
    private final Sessions sessions;

    SessionPage(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        try {
            HttpPages.answer(exchange, answer(exchange));
        } catch (RefusedException e) {
            HttpPages.answer(exchange, e.answer());
        }
    }

    private Answer answer(HttpServerExchange exchange) throws IOException, RefusedException {
        if (exchange.getRequestMethod().equals(Methods.POST)) {
            Session session = sessions.open(body(exchange).path("token").asText());
            exchange.setResponseCookie(new CookieImpl(Sessions.cookie(exchange), session.id())
                    .setHttpOnly(true)
                    .setSameSiteMode("Strict")
                    .setPath("/"));
            return told(Optional.of(session));
        }
        if (exchange.getRequestMethod().equals(Methods.DELETE)) {
            sessions.person(exchange);
            sessions.of(exchange).ifPresent(sessions::close);
            return told(Optional.empty());
        }
        return told(sessions.of(exchange));
    }

    private Answer told(Optional<Session> session) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("name", session.map(s -> s.person().name()).orElse(""));
        told.put("role", session.map(s -> s.person().role().name()).orElse("none"));
        told.put("csrf", session.map(Session::csrf).orElse(""));
        told.put("until", session.map(s -> s.until().toString()).orElse(""));
        told.put("howTo", sessions.trouble());
        return new Answer(StatusCodes.OK, told);
    }

    /** What a request brings as JSON. */
    static JsonNode body(HttpServerExchange exchange) throws IOException, RefusedException {
        try {
            return Json.MAPPER.readTree(exchange.getInputStream());
        } catch (JsonProcessingException e) {
            throw new RefusedException(StatusCodes.BAD_REQUEST, "the body is no JSON");
        }
    }
}
