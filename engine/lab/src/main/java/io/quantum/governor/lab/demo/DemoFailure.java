package io.quantum.governor.lab.demo;

/** The demo can't go on; the message says why, for people. */
public final class DemoFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }
}
