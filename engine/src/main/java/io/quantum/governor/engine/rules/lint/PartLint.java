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

    private PartLint(List<ParsedFile> files) {
        for (Part part : Part.values()) {
            Set<Class<?>> types = new HashSet<>(GivenFacts.types(part));
            files.stream().filter(f -> part.evaluates(f.path())).forEach(f -> types.addAll(concluded(f)));
            seen.put(part, types);
        }
    }

    /** @param files all rule files; unless each of them is understood, nobody can say what they conclude */
    static List<Finding> check(List<ParsedFile> files) {
        if (files.stream().anyMatch(f -> !f.faults().isEmpty())) {
            return List.of();
        }
        PartLint lint = new PartLint(files);
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
                FactTypes.named(pattern.type())
                        .filter(type -> !sees(part, type))
                        .ifPresent(type -> findings.add(Finding.error(
                                file.path(),
                                pattern.line(),
                                rule.getName(),
                                "there is never a " + type.getSimpleName() + " for rules that " + part.duty()
                                        + (pattern.negated() ? ", so that 'not' is always true" : ""),
                                remedy(type))));
            }
        }
        return findings.stream();
    }

    private boolean sees(Part part, Class<?> type) {
        return Objects.requireNonNull(seen.get(part)).stream().anyMatch(type::isAssignableFrom);
    }

    private String remedy(Class<?> type) {
        String others = Stream.of(Part.values())
                .filter(part -> sees(part, type))
                .map(Part::duty)
                .collect(Collectors.joining(" or "));
        return others.isEmpty()
                ? "no rule concludes it; insert it in a rule, or match another fact"
                : "only rules that " + others + " know it; match a fact that this one is given, see docs/facts.md";
    }
}
