package io.quantum.governor.engine.tools.replay;

/** By which facts plans are decided again. */
public enum Mode {
    /** Each plan by the facts of its record. */
    recorded,
    /** As recorded, but for what the candidate's own permits and blocks have changed for later plans of the symbol. */
    simulated
}
