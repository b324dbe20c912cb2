package io.quantum.governor.engine.base.process;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** By what a daemon is called in leases, records, events and pages. */
public final class DaemonId {
    private static final int RANDOM = 8;

    private DaemonId() {}

    /** A name that differs from every other daemon's: {@code governor-host-4711-1f0c9a2e}. */
    public static String make() {
        return "governor-" + host() + "-" + ProcessHandle.current().pid() + "-"
                + UUID.randomUUID().toString().substring(0, RANDOM);
    }

    /** The name of this machine. */
    public static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "host";
        }
    }
}
