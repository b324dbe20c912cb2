package io.quantum.governor.engine.serve.observe;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.base.json.Json;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What the other governor decided, as far as it shows.
 *
 * @param permits whether the plan may be executed
 * @param reason of a block; empty where none is told
 * @param qtyBase what may be executed, in the base asset; empty where it is not told
 * @param usd what that is worth; empty where it is not told
 * @param atSec when it was decided, seconds since the epoch; empty where it is not told
 * @param by where it shows: in its permit, its block record, the symbol's history ({@code exec}), or the executor's {@code
 *     result}
 */
record Theirs(
        boolean permits, String reason, OptionalDouble qtyBase, OptionalDouble usd, OptionalLong atSec, String by) {
    private static final Pattern REASON = Pattern.compile("[a-zA-Z0-9_.:-]{1,80}");
    private static final double MOST = 1e15;
    /** The year 2286; what is later is no number of seconds. */
    private static final double LATEST_SEC = 1e10;

    /** By a permit. */
    static Theirs permit(byte[] json) {
        JsonNode permit = read(json);
        return new Theirs(
                permit.path("granted").asBoolean(true),
                "",
                number(permit, "computed_qty"),
                number(permit, "computed_notional"),
                second(permit, "created_at"),
                "permit");
    }

    /** One that makes sense: what another program writes may be anything. */
    private static OptionalDouble number(JsonNode json, String field) {
        double value = json.path(field).asDouble(-1);
        return value >= 0 && value <= MOST ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** By a block record. */
    static Theirs block(byte[] json) {
        JsonNode block = read(json);
        String reason = block.path("reason").asText("");
        return new Theirs(
                false,
                REASON.matcher(reason).matches() || reason.isEmpty() ? reason : "unreadable",
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                second(block, "timestamp"),
                "block");
    }

    private static OptionalLong second(JsonNode json, String field) {
        OptionalDouble value = number(json, field);
        return value.isPresent() && value.getAsDouble() < LATEST_SEC
                ? OptionalLong.of((long) value.getAsDouble())
                : OptionalLong.empty();
    }

    /** A permit that an executor took before anybody saw it. */
    static Theirs taken(String by) {
        return new Theirs(true, "", OptionalDouble.empty(), OptionalDouble.empty(), OptionalLong.empty(), by);
    }

    /** A block record that can't be read. */
    static Theirs blocked() {
        return new Theirs(false, "", OptionalDouble.empty(), OptionalDouble.empty(), OptionalLong.empty(), "block");
    }

    /** Whether it was decided then or later: records of an earlier plan with the same id may still be there. */
    boolean isSince(long second) {
        return atSec.isEmpty() || atSec.getAsLong() >= second;
    }

    String decision() {
        return permits ? "PERMIT" : "BLOCK";
    }

    private static JsonNode read(byte[] json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (IOException e) {
            // that something is there is what counts
            return Json.MAPPER.createObjectNode();
        }
    }
}
