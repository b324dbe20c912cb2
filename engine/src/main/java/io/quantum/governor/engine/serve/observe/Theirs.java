package io.quantum.governor.engine.serve.observe;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.base.json.Json;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the other governor decided, as far as it shows.
 *
 * @param permits whether the plan may be executed
 * @param reason of a block; empty where none is told
 * @param qtyBase what may be executed, in the base asset; empty where it is not told
 * @param usd what that is worth; 0 where it is not told
 * @param atSec when it was decided, seconds since the epoch; empty where it is not told
 * @param by where it shows: in its permit, its block record, the symbol's history ({@code exec}), or the executor's {@code
 *     result}
 */
record Theirs(boolean permits, String reason, OptionalDouble qtyBase, double usd, OptionalLong atSec, String by) {

    /** By a permit. */
    static Theirs permit(byte[] json) {
        JsonNode permit = read(json);
        return new Theirs(
                true,
                "",
                permit.path("computed_qty").isNumber()
                        ? OptionalDouble.of(permit.path("computed_qty").asDouble())
                        : OptionalDouble.empty(),
                Math.max(0, permit.path("computed_notional").asDouble()),
                permit.path("created_at").isNumber()
                        ? OptionalLong.of(permit.path("created_at").asLong())
                        : OptionalLong.empty(),
                "permit");
    }

    /** By a block record. */
    static Theirs block(byte[] json) {
        return blocks(read(json).path("reason").asText(""), "block");
    }

    /** A permit that an executor took before anybody saw it. */
    static Theirs taken(String by) {
        return new Theirs(true, "", OptionalDouble.empty(), 0, OptionalLong.empty(), by);
    }

    /** A block of which nothing else is known. */
    static Theirs blocks(String reason, String by) {
        return new Theirs(false, reason, OptionalDouble.empty(), 0, OptionalLong.empty(), by);
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
