package io.quantum.governor.engine.tools.nearmiss;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What can be told of a rule without running it.
 *
 * @param name the rule's name
 * @param bindings what its names in conditions stand for
 * @param conditions in their order
 * @param concludes the kinds of facts that it inserts
 * @param answers whether it gives a gate's answer
 * @param limits the thresholds, by their qualified names, that it writes into an answer
 */
public record RuleOutline(
        String name,
        Map<String, Binding> bindings,
        List<Condition> conditions,
        Set<String> concludes,
        boolean answers,
        List<String> limits) {

    /**
     * A name that a rule gives: to a fact, or to something of it.
     *
     * @param pattern which of the rule's patterns the fact matches, counted from 0, without those that are absent
     * @param operand what of the fact; empty for the fact itself
     */
    record Binding(int pattern, String operand) {}

    /** The kinds of facts that must not be there, or not like that, for the rule to fire. */
    public Set<String> absent() {
        return conditions.stream()
                .filter(condition -> condition.form() == Condition.Form.ABSENT)
                .map(Condition::kind)
                .collect(Collectors.toSet());
    }

    /** The rule file's stem, with which its name begins: {@code kill-score}. */
    public String stem() {
        return stem(name);
    }

    /** The stem with which a rule's name begins; all of it when there is none. */
    public static String stem(String rule) {
        int colon = rule.indexOf(':');
        return colon < 0 ? rule : rule.substring(0, colon);
    }
}
