package io.quantum.governor.engine.rules.evaluate;

/** The rules came to no usable end; the message says how. Never a permit. */
public final class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EvaluationException(String message) {
        super(message);
    }
}
