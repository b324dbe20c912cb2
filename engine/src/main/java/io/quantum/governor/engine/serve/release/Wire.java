package io.quantum.governor.engine.serve.release;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.quantum.governor.engine.base.json.Json;
import java.io.IOException;

/** Reads records of which every component must be there. */
final class Wire {
    private Wire() {}

    /**
     * Reads JSON.
     *
     * @param what the record's name for people: {@code the approval}
     * @throws ReleaseException when it is not that record
     */
    static <T> T read(byte[] json, Class<T> kind, String what) {
        ObjectReader reader = Json.MAPPER.readerFor(kind).with(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
        try {
            return reader.readValue(json);
        } catch (IOException e) {
            Throwable cause = e.getCause();
            throw new ReleaseException(what + " can't be read ("
                    + (cause instanceof ReleaseException ? cause.getMessage() : firstLine(e)) + ")");
        }
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
