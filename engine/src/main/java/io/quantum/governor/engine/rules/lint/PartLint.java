package io.quantum.governor.engine.rules.lint;

import io.quantum.governor.engine.rules.rulebook.GivenFacts;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.fence.FactTypes;
import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * Looks whether a rule waits for a fact that its part is never given and none of its rules concludes: it would never fire,
 * and under {@code not} always.
 */
final class PartLint {
    private static final Pattern INSERTED = Pattern.compile("\\binsert\\(\\s*(?:new\\s+)?([A-Z]\\w*)\\s*[.(]");

    /** What each part can see. */
    private final Map<Part, Set<Class<?>>> seen = new EnumMap<>(Part.class);

    private final Set<String> declared;

    private PartLint(List<ParsedFile> files, Set<String> declared) {
        this.declared = declared;
        for (Part part : Part.values()) {
            Set<Class<?>> types = new HashSet<>(GivenFacts.types(part));
            files.stream().filter(f -> part.evaluates(f.path())).forEach(f -> types.addAll(concluded(f)));
            seen.put(part, types);
        }
    }

    /**
     * Looks at all rules.
     *
     * @param files all rule files; unless each of them is understood, nobody can say what they conclude
     * @param declared the simple names of the facts that the rulebook declares
     */
    static List<Finding> check(List<ParsedFile> files, Set<String> declared) {
        if (files.stream().anyMatch(f -> !f.faults().isEmpty())) {
            return List.of();
        }
        PartLint lint = new PartLint(files, declared);
        return files.stream().flatMap(lint::findings).toList();
    }

    private static Set<Class<?>> concluded(ParsedFile file) {
        return file.content().getRules().stream()
                .flatMap(rule ->
                        INSERTED.matcher(String.valueOf(rule.getConsequence())).results())
                .flatMap(made -> FactTypes.named(made.group(1)).stream())
                .collect(Collectors.toSet());
    }

    private Stream<Finding> findings(ParsedFile file) {
        List<Finding> findings = new ArrayList<>();
        Part part = Part.of(file.path());
        for (RuleDescr rule : file.content().getRules()) {
            for (FactPattern pattern : FactPattern.of(rule)) {
                if (!sees(part, pattern.type())) {
                    findings.add(Finding.error(
                            file.path(),
                            pattern.line(),
                            rule.getName(),
                            "there is never a " + pattern.type() + " for rules that " + part.duty()
                                    + (pattern.negated() ? ", so that 'not' is always true" : ""),
                            remedy(pattern.type())));
                }
            }
        }
        return findings.stream();
    }

    /** Also of what nobody knows, which others tell. */
    private boolean sees(Part part, String name) {
        return declared.contains(name)
                ? GivenFacts.mayBeDeclared(part)
                : FactTypes.named(name)
                        .map(type ->
                                Objects.requireNonNull(seen.get(part)).stream().anyMatch(type::isAssignableFrom))
                        .orElse(true);
    }

    private String remedy(String type) {
        String others = Stream.of(Part.values())
                .filter(part -> sees(part, type))
                .map(Part::duty)
                .collect(Collectors.joining(" or "));
        return others.isEmpty()
                ? "no rule concludes it; insert it in a rule, or match another fact"
                : "only rules that " + others + " know it; match a fact that this one is given, see docs/facts.md";
    }
}
