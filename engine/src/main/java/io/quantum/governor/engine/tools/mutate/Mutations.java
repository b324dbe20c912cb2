package io.quantum.governor.engine.tools.mutate;

import io.quantum.governor.engine.rules.rulebook.RuleSource;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.Threshold;
import io.quantum.governor.engine.rules.ruletest.ThresholdSteps;
import io.quantum.governor.engine.tools.mutate.Mutant.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Every mutant of a rulebook. */
public final class Mutations {
    private Mutations() {}

    /**
     * Makes them, in the order of the files and their lines; nothing is compiled yet.
     *
     * @param files the rulebook's files, which compile
     * @param rulebook the same, compiled
     */
    public static List<Mutant> of(RulebookFiles files, Rulebook rulebook) {
        Map<String, Threshold> thresholds = rulebook.thresholds();
        List<Mutant> mutants = new ArrayList<>();
        for (RuleSource source : RuleSource.of(files)) {
            source.thresholdLines().forEach((name, line) -> {
                Threshold threshold = Objects.requireNonNull(thresholds.get(name));
                ThresholdSteps.beside(threshold).forEach(moved -> mutants.add(moved(source, line, threshold, moved)));
            });
            source.rules().forEach(rule -> mutants.addAll(new RuleMutations(source, rule).all()));
        }
        return mutants;
    }

    private static Mutant moved(RuleSource source, int line, Threshold threshold, String moved) {
        String change = "with " + threshold.name() + " " + moved + " instead of " + ThresholdSteps.own(threshold);
        return new Mutant(Kind.THRESHOLD, source.path(), line, threshold.name(), change, moved);
    }
}
