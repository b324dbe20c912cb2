package io.quantum.governor.loaders.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What the simulated exchange is about to send.
 *
 * @param status the HTTP status
 * @param body not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the body is shared between requests as it is
record SimulatedAnswer(int status, byte[] body) {
    static SimulatedAnswer of(int status, String body) {
        return new SimulatedAnswer(status, body.getBytes(UTF_8));
    }

    /** An error in the venue's form. */
    static SimulatedAnswer error(int status, int code, String message) {
        return of(status, "{\"code\":" + code + ",\"msg\":\"" + message + "\"}");
    }
}
