package io.quantum.governor.engine.rules.rulebook.fence;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The names that mean something at one place of a rule file.
 *
 * @param imports the imported types by their simple names
 * @param thresholds for each global that holds thresholds its thresholds' types by their names
 * @param declared the facts that the rulebook declares, in whichever file, by their simple names
 * @param variables the types of what is bound in the rule, and of other globals, by their names
 * @param pattern the type whose properties may be named; {@link Unknown} outside of a pattern
 */
record Scope(
        Map<String, Class<?>> imports,
        Map<String, Map<String, Class<?>>> thresholds,
        Map<String, Class<?>> declared,
        Map<String, Class<?>> variables,
        Class<?> pattern) {

    /** The type of something that has been refused already, or that is not there. */
    static final class Unknown {
        private Unknown() {}
    }

    Scope inside(Class<?> type) {
        return new Scope(imports, thresholds, declared, variables, type);
    }

    Scope ofRule() {
        return new Scope(imports, thresholds, declared, new TreeMap<>(variables), Unknown.class);
    }

    /** How a type of a simple name is imported; empty when there is none. */
    Optional<String> importOf(String name) {
        if (declared.containsKey(name)) {
            return Optional.of(DeclaredRecord.FACTS + "." + name);
        }
        return FactTypes.named(name).map(Class::getName);
    }

    /** The simple names of all types that a rule could name. */
    Set<String> types() {
        Set<String> names = new TreeSet<>(FactTypes.names());
        names.addAll(declared.keySet());
        names.addAll(imports.keySet());
        return names;
    }

    /** Everything that may stand where a value is named. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(variables.keySet());
        names.addAll(thresholds.keySet());
        names.addAll(FactTypes.properties(pattern));
        return names;
    }
}
