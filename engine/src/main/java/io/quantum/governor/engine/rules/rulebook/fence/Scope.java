package io.quantum.governor.engine.rules.rulebook.fence;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The names that mean something at one place of a rule file.
 *
 * @param imports the imported types by their simple names
 * @param thresholds for each global that holds thresholds its thresholds' types by their names
 * @param variables the types of what is bound in the rule, and of other globals, by their names
 * @param pattern the type whose properties may be named; {@link Unknown} outside of a pattern
 */
record Scope(
        Map<String, Class<?>> imports,
        Map<String, Map<String, Class<?>>> thresholds,
        Map<String, Class<?>> variables,
        Class<?> pattern) {

    /** The type of something that has been refused already, or that is not there. */
    static final class Unknown {
        private Unknown() {}
    }

    Scope inside(Class<?> type) {
        return new Scope(imports, thresholds, variables, type);
    }

    Scope ofRule() {
        return new Scope(imports, thresholds, new TreeMap<>(variables), Unknown.class);
    }

    /** Everything that may stand where a value is named. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(variables.keySet());
        names.addAll(thresholds.keySet());
        names.addAll(FactTypes.properties(pattern));
        return names;
    }
}
