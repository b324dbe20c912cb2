package io.quantum.governor.loaders.redis;

/** Something in Redis makes no sense; the message says which field and what is allowed. Never leaves the loaders. */
final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String message;

    UnreadableException(String message) {
        super(message, null, false, false);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
