package io.quantum.governor.engine.serve.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Somebody who is told, and how they want to hear it. Safe for use by many threads. */
interface Target {
    /** By what it is called in metrics and logs: {@code slack-2}. */
    String name();

    /** What is posted to tell them. */
    Request request(Message message, Instant now);

    /** What a receiver may repeat and nobody is to see. */
    List<String> secrets();

    /** Whether they are told of it at all. */
    default boolean wants(Message message) {
        return true;
    }

    /** Whether they forget what is not told again and again. */
    default boolean forgets() {
        return false;
    }

    /** So long nothing more is posted after a message. */
    default Duration pause() {
        return Duration.ZERO;
    }
}
