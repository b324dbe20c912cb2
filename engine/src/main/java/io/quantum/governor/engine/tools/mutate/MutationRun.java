package io.quantum.governor.engine.tools.mutate;

import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.ruletest.RuleTest;
import io.quantum.governor.engine.rules.ruletest.TextTable;
import io.quantum.governor.engine.tools.mutate.Mutant.Kind;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which mutants the tests of a rulebook notice.
 *
 * @param mutants all that were tried
 * @param survivors those that no test notices, and that should be noticed
 * @param equivalent those that no test can notice, as the risk team has said
 */
public record MutationRun(List<Mutant> mutants, List<Mutant> survivors, List<Mutant> equivalent) {

    /**
     * Tries mutants, on every core.
     *
     * @param rulebook the compiled files, of which every test passes
     * @param mutants some of those that {@link Mutations} makes of the files
     * @param equivalent what the risk team says
     * @param step is called after each mutant, by any thread
     * @throws io.quantum.governor.engine.rules.ruletest.RuleTestException when a test notices a mutant that is said to be
     *     equivalent
     */
    public static MutationRun of(
            RulebookFiles files,
            Rulebook rulebook,
            List<RuleTest> tests,
            List<Mutant> mutants,
            EquivalentMutants equivalent,
            Runnable step) {
        int cores = Runtime.getRuntime().availableProcessors();
        Set<Mutant> unnoticed = IntStream.range(0, cores)
                .parallel()
                .mapToObj(core -> IntStream.range(0, mutants.size())
                        .filter(i -> i % cores == core)
                        .mapToObj(mutants::get)
                        .toList())
                .flatMap(batch -> new MutantTrial(files, rulebook, tests, step).unnoticed(batch).stream())
                .collect(Collectors.toSet());
        equivalent.refuseNoticed(
                mutants.stream().filter(m -> !unnoticed.contains(m)).toList());
        List<Mutant> inOrder = mutants.stream().filter(unnoticed::contains).toList();
        return new MutationRun(
                mutants,
                inOrder.stream().filter(m -> !equivalent.isEquivalent(m)).toList(),
                inOrder.stream().filter(equivalent::isEquivalent).toList());
    }

    /** Columns for people: each kind, how many were tried, are said to be equivalent, and survived. */
    public String table() {
        TextTable table = new TextTable().row("", "tried", "equivalent", "survived");
        for (Kind kind : Kind.values()) {
            table.row(kind.words(), count(mutants, kind), count(equivalent, kind), count(survivors, kind));
        }
        return table.text();
    }

    private static String count(List<Mutant> some, Kind kind) {
        return Long.toString(some.stream().filter(m -> m.kind() == kind).count());
    }
}
