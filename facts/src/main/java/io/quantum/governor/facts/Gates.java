package io.quantum.governor.facts;

import java.util.List;

/**
 * Concluded: what each gate's answer may do in the apply mode at hand.
 *
 * @param inOrder every gate, in the order in which they decide: of all that block, the first gives the reason
 */
public record Gates(List<Gate> inOrder) {

    /** The gates in the order in which they decide. */
    public static Gates inOrder(Gate... gates) {
        return new Gates(List.of(gates));
    }
}
