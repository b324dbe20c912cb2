package io.quantum.governor.loaders.redis;

/** What a fault of Redis is to people. */
public final class RedisFault {
    /** How Java writes a host that it has not looked up. */
    private static final String NOT_LOOKED_UP = "/<unresolved>";

    private RedisFault() {}

    /** The fault in words: {@code Unable to connect to localhost:6379}. */
    public static String words(Throwable fault) {
        return String.valueOf(fault.getMessage()).replace(NOT_LOOKED_UP, "");
    }
}
