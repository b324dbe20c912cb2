package io.quantum.governor.engine.rulebook;

/** A rulebook that can't be used; the message names the file, the line where it is known, and what is wrong. */
public final class RulebookException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RulebookException(String message) {
        super(message);
    }
}
