package io.quantum.governor.engine.serve.room;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decision's own record says of it, beside its columns.
 *
 * @param action of the plan; empty when it names none
 * @param usd how large its order is, USD; null when it is not known
 * @param usdUnknown why not; empty when it is known
 * @param would the reasons by which gates in shadow would have blocked it
 */
record DecisionDetail(String action, @Nullable Double usd, String usdUnknown, List<String> would) {

    /** Of a record that tells nothing. */
    static DecisionDetail none(String why) {
        return new DecisionDetail("", null, why, List.of());
    }
}
