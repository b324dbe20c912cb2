package io.quantum.governor.engine.serve.notify;

import java.util.Locale;

/** Why a message is sent. */
public enum Change {
    /** A condition holds. */
    FIRING,
    /** It still holds. */
    REMINDER,
    /** It holds no more. */
    RESOLVED,
    /** Something was done, and is over. */
    ONCE,
    /** An operator tries whether messages arrive. */
    TEST;

    /** The name that receivers read: {@code firing}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
