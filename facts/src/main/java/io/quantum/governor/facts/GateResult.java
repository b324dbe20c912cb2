package io.quantum.governor.facts;

/**
 * A gate's answer in the apply mode at hand.
 *
 * @param place the gate's place in the order in which gates decide, lowest first
 * @param gate the gate as the modes ask it
 * @param answer what the gate said
 */
public record GateResult(int place, Gate gate, Answer answer) {

    /** The gate was asked and no rule of it answered: that blocks, also where the gate is only shadowed. */
    public static GateResult silent(int place, Gate gate) {
        return new GateResult(
                place,
                Gate.enforce(gate.number(), gate.name()),
                new Answer(gate.name(), Answer.BLOCK, "gate_silent", false, 0, 0));
    }

    /** Whether the gate says that the plan may not pass. */
    public boolean isBlock() {
        return answer.answer().equals(Answer.BLOCK);
    }

    /** Whether this answer blocks the plan. */
    public boolean isBlocking() {
        return isBlock() && gate.enforcement().equals(Gate.ENFORCE);
    }
}
