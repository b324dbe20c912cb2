package io.quantum.governor.engine.rules.rulebook;

import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.RuleDescr;

/** Which rules ask for what, and what they conclude from it, as their text tells. Immutable. */
public final class RuleGraph {
    private static final Pattern CONCLUDED = Pattern.compile("\\b([A-Z]\\w*)\\s*[.(]");

    /**
     * One rule.
     *
     * @param conditions its text between {@code when} and {@code then}
     * @param concludes the kinds that it inserts
     */
    private record Node(String name, String conditions, Set<String> concludes) {}

    private final List<Node> rules = new ArrayList<>();

    /** Reads the rules of all files. */
    public RuleGraph(RulebookFiles files) {
        files.parsed().forEach(file -> file.content().getRules().forEach(rule -> rules.add(node(file, rule))));
    }

    /**
     * What depends on a fact.
     *
     * @param rules the rules that ask for the fact, or for something that is concluded from it, in however many steps
     * @param kinds what is concluded from it, by simple names
     */
    public record Dependents(Set<String> rules, Set<String> kinds) {}

    /**
     * Finds what depends on a fact.
     *
     * @param fact its name, {@code venueHealth}
     */
    public Dependents of(String fact) {
        Set<String> dependent = new HashSet<>();
        Map<String, Pattern> kinds = new HashMap<>();
        String type = Character.toUpperCase(fact.charAt(0)) + fact.substring(1);
        kinds.put(type, Pattern.compile("\\b" + type + "\\b|[\"']" + Pattern.quote(fact) + "[\"']"));
        boolean more = true;
        while (more) {
            more = false;
            for (Node rule : rules) {
                if (!dependent.contains(rule.name())
                        && kinds.values().stream()
                                .anyMatch(
                                        kind -> kind.matcher(rule.conditions()).find())) {
                    dependent.add(rule.name());
                    rule.concludes().forEach(kind -> kinds.putIfAbsent(kind, Pattern.compile("\\b" + kind + "\\b")));
                    more = true;
                }
            }
        }
        kinds.remove(type);
        return new Dependents(dependent, kinds.keySet());
    }

    private static Node node(ParsedFile file, RuleDescr rule) {
        Matcher concluded = CONCLUDED.matcher(String.valueOf(rule.getConsequence()));
        return new Node(
                rule.getName(),
                file.conditions(rule),
                concluded.results().map(found -> found.group(1)).collect(Collectors.toSet()));
    }
}
