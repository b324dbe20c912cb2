package io.quantum.governor.engine.serve.room;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quantum.governor.engine.serve.http.HttpPages.Answer;
import io.quantum.governor.engine.serve.room.People.UnusableException;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.Cookie;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who has signed in. A session ends with the daemon, after {@link #LASTS}, or when its person is taken out of the file of
 * tokens. Safe for use by many threads.
 */
final class Sessions {
    private static final String COOKIE = "governor_session_";
    static final HttpString CSRF = new HttpString("X-Governor-CSRF");

    private static final Duration LASTS = Duration.ofHours(8);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int WRONG_A_MINUTE = 5;
    private static final int MOST = 200;
    private static final int SECRET_BYTES = 32;
    private static final String BEARER = "Bearer ";

    private final People people;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> open = new LinkedHashMap<>();
    private final Deque<Instant> wrong = new ArrayDeque<>();

    Sessions(People people, Clock clock) {
        this.people = people;
        this.clock = clock;
    }

    /**
     * Somebody who has signed in.
     *
     * @param csrf what a request must bring that changes something, since a cookie comes with any request
     */
    record Session(String id, Person person, String csrf, Instant until) {}

    /** What is answered instead of doing it. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        private final int status;

        RefusedException(int status, String why) {
            super(why);
            this.status = status;
        }

        Answer answer() {
            return Answer.error(status, String.valueOf(getMessage()));
        }
    }

    /** Signs somebody in by their token. */
    synchronized Session open(String token) throws RefusedException {
        Session session =
                new Session(secret(), byToken(token), secret(), clock.instant().plus(LASTS));
        open.values().removeIf(s -> s.until().isBefore(clock.instant()));
        while (open.size() >= MOST) {
            open.remove(open.keySet().iterator().next());
        }
        open.put(session.id(), session);
        return session;
    }

    /** Who guesses is slowed down; whoever has a token is let in all the same. */
    private synchronized Person byToken(String token) throws RefusedException {
        try {
            Optional<Person> person = people.byToken(token.strip());
            if (person.isPresent()) {
                return person.get();
            }
        } catch (UnusableException e) {
            throw new RefusedException(StatusCodes.FORBIDDEN, String.valueOf(e.getMessage()));
        }
        Instant now = clock.instant();
        wrong.removeIf(at -> at.plus(MINUTE).isBefore(now));
        if (wrong.size() >= WRONG_A_MINUTE) {
            throw new RefusedException(
                    StatusCodes.TOO_MANY_REQUESTS, "too many wrong tokens were given; try again in a minute");
        }
        wrong.add(now);
        throw new RefusedException(
                StatusCodes.UNAUTHORIZED, "nobody has this token; ask whoever keeps the file of tokens for one");
    }

    private String secret() {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    /** The cookie's name: browsers give cookies to all ports of a host, and each may be a governor's. */
    static String cookie(HttpServerExchange exchange) {
        return COOKIE + exchange.getHostPort();
    }

    /** The session of a request; empty when it has none that is open. */
    synchronized Optional<Session> of(HttpServerExchange exchange) {
        Cookie cookie = exchange.getRequestCookie(cookie(exchange));
        return Optional.ofNullable(cookie == null ? null : open.get(cookie.getValue()))
                .filter(session -> session.until().isAfter(clock.instant()))
                .filter(session -> isStillThere(session.person()));
    }

    private boolean isStillThere(Person person) {
        try {
            return people.has(person);
        } catch (UnusableException e) {
            return false;
        }
    }

    synchronized void close(Session session) {
        open.remove(session.id());
    }

    /**
     * Who sends a request: by a session, with its value against forged requests where it changes something, or a script by
     * a token of its own.
     */
    Person person(HttpServerExchange exchange) throws RefusedException {
        String authorization = header(exchange, Headers.AUTHORIZATION);
        if (authorization.startsWith(BEARER)) {
            return byToken(authorization.substring(BEARER.length()));
        }
        Session session = of(exchange)
                .orElseThrow(() -> new RefusedException(
                        StatusCodes.UNAUTHORIZED, "sign in first: the session has ended, or there was none"));
        boolean changes = !exchange.getRequestMethod().equals(Methods.GET);
        if (changes
                && !MessageDigest.isEqual(
                        header(exchange, CSRF).getBytes(US_ASCII),
                        session.csrf().getBytes(US_ASCII))) {
            throw new RefusedException(
                    StatusCodes.FORBIDDEN,
                    "the header " + CSRF + " is missing or not this session's; load the page again");
        }
        return session.person();
    }

    /** As {@link #person}, who must be an operator. */
    Person operator(HttpServerExchange exchange) throws RefusedException {
        Person person = person(exchange);
        if (person.role() != Person.Role.operator) {
            throw new RefusedException(
                    StatusCodes.FORBIDDEN, person.name() + " may look and no more: this needs an operator's token");
        }
        return person;
    }

    /** Why nobody can sign in; empty when somebody can. */
    String trouble() {
        try {
            people.byToken("");
            return "";
        } catch (UnusableException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String header(HttpServerExchange exchange, HttpString name) {
        return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
    }
}
