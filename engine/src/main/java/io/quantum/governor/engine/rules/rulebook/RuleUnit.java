package io.quantum.governor.engine.rules.rulebook;

import java.util.Map;

/**
 * A rule file with the records that its rules name: together they say what is compiled.
 *
 * @param declared records by their full names, compared by identity
 */
record RuleUnit(RuleFile file, Map<String, Class<?>> declared) {
    static RuleUnit of(RuleFile file, DeclaredTypes types) {
        return new RuleUnit(file, types.of(file));
    }
}
