package io.quantum.governor.engine.serve.release;

import io.quantum.governor.loaders.redis.Cell;

/** Where releases are kept in Redis. */
final class ReleaseKeys {
    private static final String ROOT = Cell.key("quantum:governor:release:");

    /** Hash: the digest of every version that was ever published. */
    static final String VERSIONS = ROOT + "versions";

    /** String: which release decides. */
    static final String ACTIVE = ROOT + "active";

    /** List: the orders that made releases active, newest first; a rollback takes the newest away. */
    static final String HISTORY = ROOT + "history";

    /** Stream: everything that was ever done to releases. */
    static final String LOG = ROOT + "log";

    private ReleaseKeys() {}

    /** String: a release file. */
    static String file(String version) {
        return ROOT + "file:" + version;
    }

    /** Hash: the approvals of a version by the id of the key. */
    static String approvals(String version) {
        return ROOT + "approvals:" + version;
    }

    /** String with an expiry: what a daemon runs. */
    static String daemon(String id) {
        return ROOT + "daemon:" + id;
    }
}
