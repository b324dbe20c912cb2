package io.quantum.governor.engine.record.archive;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.audit.Frame;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the database's columns say of a record, read out of it. The same bytes give the same extract, whoever asks.
 *
 * @param atMicros when it was decided, microseconds since 1970
 * @param planId empty when it has none that can be used
 * @param kind the rest
 */
record Extract(long atMicros, String planId, Kind kind) {
    static final String UNREADABLE = "UNREADABLE";

    private static final Pattern PLAN_ID = Pattern.compile("[A-Za-z0-9._:-]{1,200}");
    private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9_]{2,40}");
    private static final Pattern TEXT = Pattern.compile("[ -~]{1,200}");

    /** Of any bytes; what is no record is {@value #UNREADABLE}, at the time of its id. */
    static Extract of(String auditId, byte[] json) {
        try (JsonParser parser = Json.MAPPER.getFactory().createParser(json)) {
            Map<String, String> said = new HashMap<>();
            read(parser, "", said);
            return of(said);
        } catch (IOException | DateTimeException | ArithmeticException e) {
            return new Extract(millisOf(auditId) * 1000, "", new Kind(UNREADABLE, "", "", "", "", ""));
        }
    }

    private static Extract of(Map<String, String> said) {
        String outcome = allowed(TEXT, said, "outcome");
        Kind kind = new Kind(
                outcome,
                allowed(SYMBOL, said, "plan.symbol"),
                allowed(TEXT, said, "gate"),
                allowed(TEXT, said, outcome.equals(Frame.OUTCOME) ? "frame" : "reason"),
                allowed(TEXT, said, "rulebook.version"),
                allowed(TEXT, said, "rulebook.digest"));
        return new Extract(
                micros(Instant.parse(said.getOrDefault("at", ""))), allowed(PLAN_ID, said, "plan.plan_id"), kind);
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static String allowed(Pattern pattern, Map<String, String> said, String name) {
        String text = said.getOrDefault(name, "");
        return pattern.matcher(text).matches() ? text : "";
    }

    /** The texts of an object and of the two objects in it that matter; all else is passed over. */
    private static void read(JsonParser parser, String within, Map<String, String> said) throws IOException {
        if (within.isEmpty() && parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("no object");
        }
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            if (token == null) {
                throw new IOException("not whole");
            }
            String name = within + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING) {
                if (isAsked(name)) {
                    said.put(name, parser.getText());
                }
            } else if (value == JsonToken.START_OBJECT && (name.equals("plan") || name.equals("rulebook"))) {
                read(parser, name + ".", said);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static boolean isAsked(String name) {
        return switch (name) {
            case "at",
                    "outcome",
                    "reason",
                    "frame",
                    "gate",
                    "plan.plan_id",
                    "plan.symbol",
                    "rulebook.version",
                    "rulebook.digest" -> true;
            default -> false;
        };
    }

    /** With what a stream's id begins; 0 when it is none. */
    static long millisOf(String auditId) {
        try {
            return Long.parseLong(auditId.replaceFirst("-.*", ""));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
