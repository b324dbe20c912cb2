package io.quantum.governor.engine.serve.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.lettuce.core.RedisException;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.serve.act.Operator;
import io.quantum.governor.engine.serve.http.HttpPages;
import io.quantum.governor.engine.serve.http.HttpPages.Answer;
import io.quantum.governor.engine.serve.room.Action.NotDoneException;
import io.quantum.governor.engine.serve.room.Action.Preview;
import io.quantum.governor.engine.serve.room.Sessions.RefusedException;
import io.quantum.governor.loaders.redis.RedisFault;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /api/actions}: {@code GET NAME/preview} says what would be done; {@code POST NAME} does it, when it is still the
 * same, for an operator who says why, and types the word of what loosens.
 */
final class ActionPage implements HttpHandler {
    private static final Pattern PATH = Pattern.compile("/([a-z-]+)(/preview)?");

    private final Sessions sessions;
    private final Map<String, Action> actions;

    /** @param actions by their names */
    ActionPage(Sessions sessions, Map<String, Action> actions) {
        this.sessions = sessions;
        this.actions = Map.copyOf(actions);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException, InterruptedException {
        HttpPages.answer(exchange, answer(exchange));
    }

    private Answer answer(HttpServerExchange exchange) throws IOException, InterruptedException {
        Matcher path = PATH.matcher(exchange.getRelativePath());
        Action action = path.matches() ? actions.get(path.group(1)) : null;
        if (action == null) {
            return Answer.error(
                    StatusCodes.NOT_FOUND, "there is no such action; there are " + String.join(", ", actions.keySet()));
        }
        try {
            if (path.group(2) != null) {
                return new Answer(StatusCodes.OK, action.preview());
            }
            if (!exchange.getRequestMethod().equals(Methods.POST)) {
                return Answer.error(
                        StatusCodes.METHOD_NOT_ALLOWED, "POST does it, and GET .../preview says what it does");
            }
            Person person = sessions.operator(exchange);
            JsonNode asked = SessionPage.body(exchange);
            String from =
                    "control room, " + exchange.getSourceAddress().getAddress().getHostAddress();
            return new Answer(StatusCodes.OK, Map.of("said", perform(action, person, asked, from)));
        } catch (RefusedException e) {
            return e.answer();
        } catch (NotDoneException e) {
            return Answer.error(StatusCodes.INTERNAL_SERVER_ERROR, String.valueOf(e.getMessage()));
        } catch (RedisException e) {
            return Answer.error(
                    StatusCodes.SERVICE_UNAVAILABLE,
                    "Redis does not answer, so it is not known whether anything was done: " + RedisFault.words(e));
        }
    }

    /** One at a time: what the second one was shown is not so any more when the first one is done. */
    private static String perform(Action action, Person person, JsonNode asked, String from)
            throws RefusedException, NotDoneException, InterruptedException {
        synchronized (action) {
            return checked(action, person, asked, from);
        }
    }

    private static String checked(Action action, Person person, JsonNode asked, String from)
            throws RefusedException, NotDoneException, InterruptedException {
        Preview now = action.preview();
        String reason = asked.path("reason").asText().strip();
        if (reason.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new RefusedException(StatusCodes.BAD_REQUEST, "reason: say why, in a sentence");
        }
        if (!isEqual(asked.path("digest").asText(), now.digest())) {
            throw new RefusedException(
                    StatusCodes.CONFLICT, "things have changed since you looked; read again what it does now");
        }
        if (!now.allowed()) {
            throw new RefusedException(StatusCodes.CONFLICT, now.whyNot());
        }
        if (!now.type().equals(asked.path("typed").asText().strip())
                && !now.type().isEmpty()) {
            throw new RefusedException(
                    StatusCodes.BAD_REQUEST, "typed: type " + now.type() + " to show that you mean it");
        }
        return action.perform(new Operator(person.name(), from, Deed.bounded(reason)));
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }
}
