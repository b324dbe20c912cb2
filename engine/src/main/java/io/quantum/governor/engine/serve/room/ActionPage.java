package io.quantum.governor.engine.serve.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.lettuce.core.RedisException;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.serve.act.Operator;
import io.quantum.governor.engine.serve.http.HttpPages;
import io.quantum.governor.engine.serve.http.HttpPages.Answer;
import io.quantum.governor.engine.serve.release.ReleaseException;
import io.quantum.governor.engine.serve.room.Action.Asked;
import io.quantum.governor.engine.serve.room.Action.NotDoneException;
import io.quantum.governor.engine.serve.room.Action.Preview;
import io.quantum.governor.engine.serve.room.Action.ToSign;
import io.quantum.governor.engine.serve.room.Sessions.RefusedException;
import io.quantum.governor.loaders.redis.RedisFault;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /api/actions}: {@code GET NAME/preview} says what would be done, to anybody; {@code POST NAME} does it, when it is still the
 * same, for an operator who says why, and types the word of what loosens. {@code POST NAME/statement} tells what such an
 * operator must sign, for what needs a signature.
 */
final class ActionPage implements HttpHandler {
    private static final Pattern PATH = Pattern.compile("/([a-z-]+)(/preview|/statement)?");

    private final Sessions sessions;
    private final Map<String, Function<String, Action>> actions;

    /** @param actions by their names, each for the version that it concerns, which is empty for most */
    ActionPage(Sessions sessions, Map<String, Function<String, Action>> actions) {
        this.sessions = sessions;
        this.actions = Map.copyOf(actions);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException, InterruptedException {
        HttpPages.answer(exchange, answer(exchange));
    }

    private Answer answer(HttpServerExchange exchange) throws IOException, InterruptedException {
        Matcher path = PATH.matcher(exchange.getRelativePath());
        Function<String, Action> kind = path.matches() ? actions.get(path.group(1)) : null;
        if (kind == null) {
            return Answer.error(
                    StatusCodes.NOT_FOUND, "there is no such action; there are " + String.join(", ", actions.keySet()));
        }
        try {
            Deque<String> version = exchange.getQueryParameters().getOrDefault("version", new ArrayDeque<>());
            Action action = kind.apply(version.isEmpty() ? "" : version.getFirst());
            if ("/preview".equals(path.group(2))) {
                if (isOperator(exchange)) {
                    action.prepare();
                }
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
            // one at a time: what the second one was shown is not so any more when the first one is done
            synchronized (kind) {
                Operator operator = checked(action, person, asked, from);
                return new Answer(
                        StatusCodes.OK,
                        path.group(2) == null ? done(action, operator, asked) : toSign(action, operator));
            }
        } catch (RefusedException e) {
            return e.answer();
        } catch (ReleaseException e) {
            return Answer.error(StatusCodes.CONFLICT, String.valueOf(e.getMessage()));
        } catch (NotDoneException e) {
            return Answer.error(StatusCodes.INTERNAL_SERVER_ERROR, String.valueOf(e.getMessage()));
        } catch (RedisException e) {
            return Answer.error(
                    StatusCodes.SERVICE_UNAVAILABLE,
                    "Redis does not answer, so it is not known whether anything was done: " + RedisFault.words(e));
        }
    }

    private boolean isOperator(HttpServerExchange exchange) {
        try {
            sessions.operator(exchange);
            return true;
        } catch (RefusedException e) {
            return false;
        }
    }

    private static Map<String, String> done(Action action, Operator operator, JsonNode asked)
            throws RefusedException, NotDoneException, InterruptedException {
        Asked what = new Asked(
                operator, asked.path("at").asText(), asked.path("signature").asText());
        return Map.of("said", action.perform(what));
    }

    private static ToSign toSign(Action action, Operator operator) throws RefusedException {
        return action.toSign(operator.reason())
                .orElseThrow(() -> new RefusedException(StatusCodes.NOT_FOUND, "nothing need be signed for this"));
    }

    /** Who does it, if what they were shown is still so, and they say what they must. */
    private static Operator checked(Action action, Person person, JsonNode asked, String from) throws RefusedException {
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
        return new Operator(person.name(), from, Deed.bounded(reason));
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }
}
