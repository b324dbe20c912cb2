package io.quantum.governor.engine.tools.nearmiss;

import io.quantum.governor.engine.rules.rulebook.RuleFile;
import io.quantum.governor.engine.rules.rulebook.RuleSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.drools.drl.ast.descr.RuleDescr;

/** The beginnings of rules by their numbers, each once in its file however many rules begin like that. */
final class Beginnings {
    private static final String NAME = "beginning ";

    private final Map<String, Map<String, Integer>> byFile = new HashMap<>();
    private int count;

    /** The number of a beginning, which is a rule's conditions up to some place. */
    int number(String path, String conditions) {
        return byFile.computeIfAbsent(path, p -> new LinkedHashMap<>()).computeIfAbsent(conditions, c -> count++);
    }

    /** The number in the name of a rule of {@link #file}. */
    static int number(String rule) {
        return Integer.parseInt(rule.substring(NAME.length()));
    }

    /** The rule file with its rules' beginnings, which do nothing, in place of its rules. */
    RuleFile file(RuleSource source) {
        StringBuilder text = new StringBuilder();
        int kept = 0;
        for (RuleDescr rule : source.rules()) {
            text.append(source.text(), kept, rule.getStartCharacter());
            kept = rule.getEndCharacter() + 1;
        }
        text.append(source.text().substring(kept));
        byFile.getOrDefault(source.path(), Map.of())
                .forEach((conditions, number) -> text.append("\nrule \"")
                        .append(NAME)
                        .append(number)
                        .append("\"\nwhen\n")
                        .append(conditions)
                        .append("\nthen\nend\n"));
        return new RuleFile(source.path(), text.toString());
    }
}
