package io.quantum.governor.engine.release;

/** The tests of a rulebook failed, so no release is made of it; the message shows each failure. */
public final class TestsFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TestsFailedException(String message) {
        super(message);
    }
}
