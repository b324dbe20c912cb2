package io.quantum.governor.loaders.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.quantum.governor.facts.BudgetViolation;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.loaders.WireNumber;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest violation event of each symbol, kept by following the stream: each plan's round trip reads only what is
 * newer, so an event published just before the plan counts. For use by one thread.
 */
final class ViolationFollower {
    /** The stream is kept at about a thousand events by those who write it. */
    static final int AT_ONCE = 10_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Event> newest = new HashMap<>();
    private String lastId = "0-0";
    private String unreadable = "";

    private record Event(double timestamp, double positionNotionalUsd, double budgetUsd) {}

    /** From where to read on. */
    StreamOffset<String> position() {
        return StreamOffset.from(Keys.VIOLATIONS, lastId);
    }

    /** Takes in what was read from {@link #position()}. */
    void take(RedisFuture<List<StreamMessage<String, byte[]>>> answer) {
        try {
            Reply<List<StreamMessage<String, byte[]>>> events = new Reply<>(Keys.VIOLATIONS, answer);
            for (StreamMessage<String, byte[]> message : events.value(List.of())) {
                lastId = message.getId();
                take(message);
            }
            unreadable = "";
        } catch (UnreadableException e) {
            unreadable = Keys.VIOLATIONS + ": " + e.getMessage();
        }
    }

    /** The fact about a symbol's newest event. */
    Fact newest(String symbol, Instant now) {
        if (!unreadable.isEmpty()) {
            return Unavailable.unreadable(BudgetViolation.class, unreadable);
        }
        @Nullable Event event = newest.get(symbol);
        return event == null
                ? Unavailable.missing(BudgetViolation.class, Keys.VIOLATIONS)
                : new BudgetViolation(
                        event.positionNotionalUsd(),
                        event.budgetUsd(),
                        now.getEpochSecond() - (long) Math.floor(event.timestamp()));
    }

    /** An event that can't be read is skipped. */
    private void take(StreamMessage<String, byte[]> message) {
        byte @Nullable [] json = message.getBody().get("json");
        if (json == null) {
            return;
        }
        try {
            JsonNode event = JSON.readTree(json);
            String symbol = event.path("symbol").asText();
            if (PlanDecoder.isSymbol(symbol)) {
                newest.put(
                        symbol,
                        new Event(
                                number(event, "timestamp"),
                                number(event, "position_notional"),
                                number(event, "budget_usd")));
            }
        } catch (IOException | UnreadableException e) {
            // skipped by contract: the event before it stays the newest that can be read
        }
    }

    private static double number(JsonNode event, String name) throws UnreadableException {
        return WireNumber.parse(event.path(name).asText())
                .orElseThrow(() -> new UnreadableException(name + " is not a number"));
    }
}
