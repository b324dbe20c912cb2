package io.quantum.governor.engine.rules.rulebook.limits;

import java.util.ArrayList;
import java.util.List;

/** What a row of limits says, by the words of people. */
final class LimitKeys {
    static final String THRESHOLD = "threshold";
    static final String FOR = "for";
    static final String VALUE = "value";
    static final String OWNER = "owner";
    static final String WHY = "why";

    /** What every row says beside its scope. */
    static final List<String> NEEDED = List.of(THRESHOLD, VALUE, OWNER, WHY);

    static final List<String> OF_YAML = List.of(THRESHOLD, FOR, VALUE, OWNER, WHY);
    static final List<String> OF_CSV = columns();

    private LimitKeys() {}

    private static List<String> columns() {
        List<String> columns = new ArrayList<>();
        columns.add(THRESHOLD);
        columns.addAll(LimitScope.WORDS);
        columns.addAll(List.of(VALUE, OWNER, WHY));
        return List.copyOf(columns);
    }
}
