package io.quantum.governor.engine.tools.mutate;

import io.quantum.governor.engine.rules.rulebook.RuleVariants;
import io.quantum.governor.engine.rules.rulebook.RuleVariants.Variant;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookException;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.engine.rules.ruletest.RuleTest;
import io.quantum.governor.engine.rules.ruletest.RuleTestRunner;
import io.quantum.governor.engine.rules.ruletest.RuleTests;
import io.quantum.governor.engine.tools.mutate.Mutant.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the tests against mutants, one after the other. Not for use by several threads. */
final class MutantTrial {
    private final RulebookFiles files;
    private final Rulebook rulebook;
    private final List<RuleTest> tests;
    private final Runnable step;
    private final Map<String, List<RuleTest>> nearestFirst = new HashMap<>();

    MutantTrial(RulebookFiles files, Rulebook rulebook, List<RuleTest> tests, Runnable step) {
        this.files = files;
        this.rulebook = rulebook;
        this.tests = tests;
        this.step = step;
    }

    /** Those of the mutants with which every test passes. */
    List<Mutant> unnoticed(List<Mutant> mutants) {
        List<Mutant> unnoticed = new ArrayList<>();
        for (Mutant mutant : mutants) {
            if (mutant.kind() == Kind.THRESHOLD && !isNoticed(mutant, moved(mutant))) {
                unnoticed.add(mutant);
            }
        }
        unnoticed.addAll(unnoticedRules(
                mutants.stream().filter(m -> m.kind() != Kind.THRESHOLD).toList()));
        return unnoticed;
    }

    /** A test that names the limit does not notice by that alone that the limit moved. */
    private RuleTestRunner moved(Mutant mutant) {
        return RuleTestRunner.overlookingLimits(
                rulebook, ThresholdValues.authored(rulebook, Map.of(mutant.subject(), mutant.replacement())));
    }

    /** One compilation for all of them; those that can't be compiled are sought by halves, and count as noticed. */
    private List<Mutant> unnoticedRules(List<Mutant> mutants) {
        List<Mutant> unnoticed = new ArrayList<>();
        try {
            RuleVariants variants = RuleVariants.compile(
                    files,
                    rulebook,
                    mutants.stream()
                            .map(m -> new Variant(m.file(), m.subject(), m.replacement()))
                            .toList());
            for (int i = 0; i < mutants.size(); i++) {
                Rulebook wrong = variants.rulebook(i);
                if (!isNoticed(mutants.get(i), new RuleTestRunner(wrong, ThresholdValues.of(wrong, Map.of())))) {
                    unnoticed.add(mutants.get(i));
                }
            }
        } catch (RulebookException e) {
            if (mutants.size() > 1) {
                int half = mutants.size() / 2;
                unnoticed.addAll(unnoticedRules(mutants.subList(0, half)));
                unnoticed.addAll(unnoticedRules(mutants.subList(half, mutants.size())));
            } else {
                step.run();
            }
        }
        return unnoticed;
    }

    private boolean isNoticed(Mutant mutant, RuleTestRunner given) {
        try (RuleTestRunner runner = given) {
            return nearestFirst
                    .computeIfAbsent(mutant.file(), file -> RuleTests.nearestFirst(tests, stem(file)))
                    .stream()
                    .anyMatch(test -> !runner.run(test).passed());
        } finally {
            step.run();
        }
    }

    private static String stem(String file) {
        return file.substring(file.lastIndexOf('/') + 1).replaceAll("\\.drl$", "");
    }
}
