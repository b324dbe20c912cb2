package io.quantum.governor.engine.rules.rulebook.fence;

import java.util.List;
import java.util.Map;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * The first fence: a list of what a rule may say. What is not on it is refused before anything is compiled, so that a
 * rule can't reach a file, the environment, the clock, a class, a thread or the network, and always comes to an end. The
 * second is {@link DenyingClassLoader}.
 */
public final class Fence {
    private Fence() {}

    /**
     * Looks at a rule file.
     *
     * @param facts every fact that the rulebook declares, by its simple name
     * @param own what this file declares, by its simple name
     * @return everything that a rule may not say, or that means nothing; nothing when the file could not be parsed
     */
    public static List<Fault> check(ParsedFile file, Map<String, Class<?>> facts, Map<String, Class<?>> own) {
        if (!file.faults().isEmpty()) {
            return List.of();
        }
        Faults faults = new Faults(file.path());
        Scope scope = new FileCheck(file, facts, own, faults).check();
        file.content().getRules().forEach(rule -> check(file, rule, scope, faults));
        return faults.all();
    }

    private static void check(ParsedFile file, RuleDescr rule, Scope scope, Faults faults) {
        try {
            new RuleCheck(file, rule, scope, faults).check();
        } catch (StackOverflowError e) {
            faults.add(rule.getLine(), rule.getName(), ParsedFile.TOO_DEEP, ParsedFile.SHORTER);
        }
    }
}
