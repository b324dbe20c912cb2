package io.quantum.governor.engine.record.archive;

import java.sql.SQLException;

/** The archive can't be used; the message says why and what to do, and holds no secret. */
public final class ArchiveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ArchiveException(String message) {
        super(message);
    }

    /** The cause is kept out on purpose: what drivers say may quote a password. */
    ArchiveException(ArchiveUrl url, Exception fault) {
        super(url + ": " + url.withoutSecrets(firstLine(fault)));
    }

    /** Of what went wrong at first: a pool only says that it has no connection. */
    private static String firstLine(Throwable fault) {
        if (fault.getCause() instanceof SQLException cause) {
            return firstLine(cause);
        }
        return String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
    }
}
