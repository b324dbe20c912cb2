package io.quantum.governor.engine.serve.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.json.Json;
import java.net.URI;
import java.util.Map;

/**
 * What is posted. The address may hold a secret, and so may the body; neither is shown.
 *
 * @param headers besides that of JSON
 * @param body JSON
 */
record Request(URI address, Map<String, String> headers, String body) {
    /** A body. */
    static String json(Object value) {
        return new String(Json.bytes(value), UTF_8);
    }

    @Override
    public String toString() {
        return "a request";
    }
}
