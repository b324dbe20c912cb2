package io.quantum.governor.engine.rules.evaluate;

import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.ScopedValues;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.engine.rules.rulebook.limits.LimitRow;
import io.quantum.governor.engine.rules.rulebook.limits.LimitScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drools.core.base.MapGlobalResolver;
import org.kie.api.runtime.Globals;

/**
 * The objects that rules of one part read thresholds from, for each plan those that hold for it. They are made once and
 * kept, so that a plan costs no more than finding them. Not for use by several threads.
 */
final class ScopedThresholds {
    /** As many as limits for every symbol of an exchange need; the one that was used least lately makes room. */
    private static final int MOST_KEPT = 16_384;

    private final ThresholdValues values;
    private final Part part;
    private final InScope everywhere;
    private final Map<LimitScope, InScope> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LimitScope, InScope> eldest) {
            return size() > MOST_KEPT;
        }
    };

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
        return values.limits().isEmpty()
                ? everywhere
                : kept.computeIfAbsent(values.limits().asFarAsNamed(plan), this::made);
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
