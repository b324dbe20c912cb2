package io.quantum.governor.engine.record.audit;

/** A text is no audit record that can be understood; the message says why. */
public final class RecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RecordException(String message) {
        super(message);
    }
}
