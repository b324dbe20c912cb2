package io.quantum.governor.loaders.sandbox;

/** A fault that {@link SimulatedExchange} can play. */
public enum Failure {
    /** Answers as it should. */
    NONE(200, 0, ""),
    /** Takes the request and does not answer. */
    TIMEOUT(200, 0, ""),
    /** Sends the headers and half of the body, and then nothing. */
    STALLED(200, 0, ""),
    /** Sends half of the JSON as if it were all. */
    TRUNCATED(200, 0, ""),
    /** Too much request weight, with Retry-After. */
    TOO_MANY_REQUESTS(429, -1003, "Too many requests; current limit of IP is 2400 requests per minute."),
    /** The address is banned, with Retry-After. */
    BANNED(418, -1003, "Way too many requests; IP banned."),
    /** The venue's firewall, which answers no JSON. */
    FORBIDDEN(403, 0, "<html><body>403 Forbidden</body></html>"),
    /** The venue's own trouble. */
    SERVER_ERROR(500, -1000, "An unknown error occured while processing the request."),
    /** The venue is down or overloaded. */
    UNAVAILABLE(503, -1008, "Service Unavailable."),
    /** Finds every signed request's timestamp wrong, whatever it is. */
    CLOCK_SKEW(400, -1021, "Timestamp for this request is outside of the recvWindow.");

    private final int status;
    private final int code;
    private final String message;

    Failure(int status, int code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    /** Whether the fault is an answer of its own, rather than a good answer gone wrong. */
    boolean isAnswer() {
        return status != 200;
    }

    SimulatedAnswer answer() {
        return code == 0 ? SimulatedAnswer.of(status, message) : SimulatedAnswer.error(status, code, message);
    }
}
