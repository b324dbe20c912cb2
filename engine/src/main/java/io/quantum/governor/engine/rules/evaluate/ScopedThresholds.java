package io.quantum.governor.engine.rules.evaluate;

import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.ScopedValues;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.engine.rules.rulebook.limits.LimitRow;
import io.quantum.governor.engine.rules.rulebook.limits.LimitScope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drools.core.base.MapGlobalResolver;
import org.kie.api.runtime.Globals;

/**
 * The objects that rules of one part read thresholds from, for each plan those that hold for it. They are made once and
 * kept, so that a plan costs no more than finding them. Not for use by several threads.
 */
final class ScopedThresholds {
    /** As many as limits for every symbol of an exchange need; with more, they are made anew now and then. */
    private static final int MOST_KEPT = 16_384;

    private final ThresholdValues values;
    private final Part part;
    private final InScope everywhere;
    private final Map<LimitScope, InScope> kept = new HashMap<>();

    /**
     * What holds for some plans.
     *
     * @param rows the rows of limits that count
     * @param globals what rules read
     */
    record InScope(List<LimitRow> rows, Globals globals) {}

    ScopedThresholds(ThresholdValues values, Part part) {
        this.values = values;
        this.part = part;
        this.everywhere = new InScope(List.of(), new MapGlobalResolver(values.globals(part)));
    }

    InScope of(LimitScope plan) {
        if (values.limits().isEmpty()) {
            return everywhere;
        }
        LimitScope plans = values.limits().asFarAsNamed(plan);
        InScope there = kept.get(plans);
        return there == null ? keep(plans) : there;
    }

    private InScope keep(LimitScope plans) {
        if (kept.size() == MOST_KEPT) {
            kept.clear();
        }
        InScope there = made(plans);
        kept.put(plans, there);
        return there;
    }

    private InScope made(LimitScope plans) {
        ScopedValues there = values.in(part, plans);
        if (there.rows().isEmpty()) {
            return everywhere;
        }
        Globals globals = new MapGlobalResolver(there.globals());
        globals.setDelegate(everywhere.globals());
        return new InScope(there.rows(), globals);
    }
}
