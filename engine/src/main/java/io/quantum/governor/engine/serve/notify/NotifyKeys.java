package io.quantum.governor.engine.serve.notify;

import io.quantum.governor.loaders.redis.Cell;

/** What daemons tell each other of notifications, in Redis. */
final class NotifyKeys {
    private static final String ROOT = Cell.key("quantum:governor:notify:");

    /** String with an expiry: the daemon that sends. */
    static final String LEASE = ROOT + "lease";

    /** Hash with an expiry: by daemon, what it sees. */
    static final String SEEN = ROOT + "seen";

    /** Hash: by key, what was sent of it and is not over. */
    static final String SENT = ROOT + "sent";

    /** Hash: how far events were read, and what was told last of what is told once. */
    static final String TOLD = ROOT + "told";

    private NotifyKeys() {}
}
