package io.quantum.governor.facts;

import java.util.ArrayList;
import java.util.List;

/** The sheet on which the rules of the gates write their answers about one plan. Not for use by several threads. */
public final class Answers {
    private final List<Answer> given = new ArrayList<>(16);

    /** Everything that was answered, in the order in which it was written. */
    public List<Answer> given() {
        return List.copyOf(given);
    }

    /** The plan may pass the gate; nothing was measured. */
    public void pass(String gate) {
        given.add(new Answer(gate, Answer.PASS, "", false, 0, 0));
    }

    /**
     * The plan may pass the gate.
     *
     * @param gate the gate's name
     * @param value what the gate saw
     * @param limit what it compared that with, in the same unit
     */
    public void pass(String gate, double value, double limit) {
        given.add(new Answer(gate, Answer.PASS, "", true, value, limit));
    }

    /**
     * The plan may not pass the gate; nothing was measured.
     *
     * @param gate the gate's name
     * @param reason the reason code of the contract
     */
    public void block(String gate, String reason) {
        given.add(new Answer(gate, Answer.BLOCK, reason, false, 0, 0));
    }

    /**
     * The plan may not pass the gate.
     *
     * @param gate the gate's name
     * @param reason the reason code of the contract
     * @param value what the gate saw
     * @param limit what it compared that with, in the same unit
     */
    public void block(String gate, String reason, double value, double limit) {
        given.add(new Answer(gate, Answer.BLOCK, reason, true, value, limit));
    }

    /**
     * The gate can't judge and lets the plan pass.
     *
     * @param gate the gate's name
     * @param condition the named fail-open condition, {@code target_stale}
     */
    public void open(String gate, String condition) {
        given.add(new Answer(gate, Answer.OPEN, condition, false, 0, 0));
    }
}
