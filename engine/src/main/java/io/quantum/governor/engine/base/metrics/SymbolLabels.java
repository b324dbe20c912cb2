package io.quantum.governor.engine.base.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the label values that come from plans bounded. Safe for use by many threads. */
public final class SymbolLabels {
    private static final int MOST = 2000;
    private static final String OTHER = "other";

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** The symbol while there are few, else {@code other}; an empty one is {@code other} too. */
    public String of(String symbol) {
        if (symbol.isEmpty()) {
            return OTHER;
        }
        if (known.contains(symbol) || (known.size() < MOST && known.add(symbol))) {
            return symbol;
        }
        return OTHER;
    }
}
