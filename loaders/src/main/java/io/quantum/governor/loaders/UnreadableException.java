package io.quantum.governor.loaders;

/** Something in a source makes no sense; the message says what and what is allowed. Never leaves the loaders. */
public final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String message;

    public UnreadableException(String message) {
        super(message, null, false, false);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
