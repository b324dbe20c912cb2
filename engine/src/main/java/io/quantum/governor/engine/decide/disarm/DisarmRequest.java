package io.quantum.governor.engine.decide.disarm;

import com.fasterxml.jackson.core.JacksonException;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.facts.Disarm;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A disarm that is wanted, and the record of one that was carried out (contract 2).
 *
 * @param reason the reason code
 * @param context what was seen, by name
 * @param timestamp when rules concluded it, Unix seconds
 */
public record DisarmRequest(String reason, Map<String, Object> context, long timestamp) {
    public DisarmRequest {
        Objects.requireNonNull(reason);
        context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
    }

    /** What rules have concluded at this moment. */
    public static DisarmRequest of(Disarm disarm, Instant at) {
        return new DisarmRequest(disarm.reason(), disarm.context().values(), at.getEpochSecond());
    }

    /** {@code {"reason","context","timestamp"}}. */
    public byte[] json() {
        return Json.bytes(this);
    }

    /**
     * Reads what {@link #json()} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static DisarmRequest parse(byte[] json) {
        try {
            return Objects.requireNonNullElseGet(Json.MAPPER.readValue(json, DisarmRequest.class), () -> {
                throw new IllegalArgumentException("no disarm: null");
            });
        } catch (JacksonException e) {
            throw new IllegalArgumentException("no disarm: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("no disarm", e);
        }
    }

    /** The UTC day that it counts for. */
    LocalDate day() {
        return LocalDate.ofInstant(at(), ZoneOffset.UTC);
    }

    Instant at() {
        return Instant.ofEpochSecond(timestamp);
    }
}
