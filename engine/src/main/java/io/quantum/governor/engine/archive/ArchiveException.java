package io.quantum.governor.engine.archive;

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

    private static String firstLine(Exception fault) {
        return String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
    }
}
