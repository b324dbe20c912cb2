package io.quantum.governor.engine.serve.release;

/** A release, a key or an approval that is refused; the message says which, why, and what to do next. */
public final class ReleaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReleaseException(String message) {
        super(message);
    }
}
