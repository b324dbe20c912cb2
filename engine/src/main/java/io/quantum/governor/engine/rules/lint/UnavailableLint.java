package io.quantum.governor.engine.rules.lint;

import io.quantum.governor.engine.rules.rulebook.GivenFacts;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import io.quantum.governor.engine.rules.rulebook.fence.Words;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks whether a rule waits for a fact that does not exist: it would never be unavailable, and the rule never fire. */
final class UnavailableLint {
    private static final Pattern NAMED =
            Pattern.compile("(?<=Unavailable\\([^)]{0,99})\\b(fact|cause)\\s*==\\s*[\"']([^\"']*)[\"']");
    private static final Set<String> CAUSES = Set.of(Unavailable.MISSING, Unavailable.UNREADABLE);

    private UnavailableLint() {}

    /** @param declared the simple names of the facts that the rulebook declares */
    static List<Finding> check(ParsedFile file, Set<String> declared) {
        List<Finding> findings = new ArrayList<>();
        Part part = Part.of(file.path());
        Set<String> facts = GivenFacts.loaded(part);
        if (GivenFacts.mayBeDeclared(part)) {
            declared.forEach(name -> facts.add(Fact.nameOf(name)));
        }
        List<String> lines = file.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher named = NAMED.matcher(lines.get(i));
            while (named.find()) {
                Set<String> known = named.group(1).equals("fact") ? facts : CAUSES;
                if (!known.contains(named.group(2))) {
                    findings.add(Finding.error(
                            file.path(),
                            i + 1,
                            "",
                            "there is no " + named.group(1) + " '" + named.group(2) + "' that rules here could miss",
                            Words.nearest(named.group(2), known)));
                }
            }
        }
        return findings;
    }
}
