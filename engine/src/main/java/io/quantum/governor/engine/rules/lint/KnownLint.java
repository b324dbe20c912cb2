package io.quantum.governor.engine.rules.lint;

import io.quantum.governor.engine.rules.rulebook.fence.FactTypes;
import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import io.quantum.governor.facts.KnownIf;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * Looks whether a rule reads what is only sometimes known, {@link KnownIf}, without asking whether it is: an order of
 * unknown size is not a small one.
 */
final class KnownLint {
    private static final String TEXT = "\"[^\"]*\"";

    private final ParsedFile file;
    private final RuleDescr rule;
    private final List<FactPattern> patterns;
    private final List<Finding> findings = new ArrayList<>();

    private KnownLint(ParsedFile file, RuleDescr rule) {
        this.file = file;
        this.rule = rule;
        this.patterns = FactPattern.of(rule);
    }

    static List<Finding> check(ParsedFile file) {
        List<Finding> findings = new ArrayList<>();
        for (RuleDescr rule : file.content().getRules()) {
            KnownLint lint = new KnownLint(file, rule);
            lint.patterns.forEach(lint::pattern);
            findings.addAll(lint.findings);
        }
        return findings;
    }

    private void pattern(FactPattern pattern) {
        known(pattern.type()).forEach((component, conditions) -> {
            boolean asked = asks(pattern, conditions);
            boolean inside = reads(pattern.conditions(), "(?<![\\w$.])(?:this\\s*\\.\\s*)?" + component + "\\b");
            boolean byName = pattern.descr().getIdentifier() != null && readsOf(pattern, component);
            boolean safe = pattern.negated() ? patterns.stream().anyMatch(p -> isAsked(p, pattern, conditions)) : asked;
            if ((inside || byName) && !safe) {
                findings.add(Finding.error(
                        file.path(),
                        pattern.line(),
                        rule.getName(),
                        pattern.type() + "." + component
                                + " is 0 where it is not known, and nothing asks whether it is",
                        remedy(pattern, conditions)));
            }
        });
    }

    /** What is not known passes any {@code not}, so that it must be asked for beside it. */
    private static String remedy(FactPattern pattern, Set<String> conditions) {
        String first = conditions.iterator().next();
        return (pattern.negated()
                        ? "ask " + pattern.type() + "( " + first + " ) in a pattern without 'not'"
                        : "ask '" + String.join("' or '", conditions) + "' in the same pattern")
                + ", and say in another rule what happens to the rest";
    }

    private static boolean isAsked(FactPattern other, FactPattern pattern, Set<String> conditions) {
        return !other.negated() && other.type().equals(pattern.type()) && asks(other, conditions);
    }

    private static boolean asks(FactPattern pattern, Set<String> conditions) {
        Set<String> plain = conditions.stream().map(KnownLint::plain).collect(Collectors.toSet());
        return pattern.conditions().stream()
                .flatMap(c -> c.contains("||") ? Stream.of(c) : Stream.of(c.split("&&", -1)))
                .map(KnownLint::plain)
                .anyMatch(plain::contains);
    }

    private static String plain(String condition) {
        return condition.replaceAll("\\s+", "");
    }

    /** {@code $order.notionalUsd}, anywhere in the rule. */
    private boolean readsOf(FactPattern pattern, String component) {
        String read = Pattern.quote(pattern.descr().getIdentifier()) + "\\s*\\.\\s*" + component + "\\b";
        List<String> everywhere = new ArrayList<>(List.of(String.valueOf(rule.getConsequence())));
        patterns.forEach(p -> everywhere.addAll(p.conditions()));
        return reads(everywhere, read);
    }

    private static boolean reads(List<String> texts, String component) {
        Pattern read = Pattern.compile(component);
        return texts.stream().anyMatch(t -> read.matcher(t.replaceAll(TEXT, "")).find());
    }

    /** The components of a fact that are only sometimes known, and what asks whether they are. */
    private static Map<String, Set<String>> known(String type) {
        Map<String, Set<String>> known = new LinkedHashMap<>();
        FactTypes.named(type).filter(Class::isRecord).ifPresent(record -> {
            for (RecordComponent component : record.getRecordComponents()) {
                KnownIf condition = component.getAnnotation(KnownIf.class);
                if (condition != null) {
                    known.put(component.getName(), new TreeSet<>(List.of(condition.value())));
                }
            }
        });
        return known;
    }
}
