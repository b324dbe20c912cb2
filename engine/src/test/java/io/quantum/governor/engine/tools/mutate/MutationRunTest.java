package io.quantum.governor.engine.tools.mutate;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.ruletest.RuleTestException;
import io.quantum.governor.engine.rules.ruletest.RuleTests;
import io.quantum.governor.engine.testing.TestRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the risk team says of equivalent mutants, held against those of the kill-score gate. */
class MutationRunTest {
    private static final String GATE = "gates/kill-score.drl";

    private final Path rules;

    MutationRunTest(@TempDir Path rules) {
        this.rules = rules;
    }

    @Test
    void an_entry_about_a_mutant_that_a_test_notices_is_refused() throws Exception {
        TestRules.copyTo(rules);
        EquivalentMutants wrong = equivalent("kill-score: pass a close at any score", "without `closing` in Order");
        assertThatExceptionOfType(RuleTestException.class)
                .isThrownBy(() -> run(wrong))
                .withMessageContaining("a test notices this mutant; delete the entry");
    }

    @Test
    void an_entry_about_no_mutant_is_refused() throws Exception {
        TestRules.copyTo(rules);
        RulebookFiles files = RulebookFiles.read(rules);
        List<Mutant> all = Mutations.of(files, RulebookCompiler.compile(files));
        EquivalentMutants wrong = equivalent("kill-score: pass a close at any score", "without `opening` in Order");
        assertThatExceptionOfType(RuleTestException.class)
                .isThrownBy(() -> wrong.refuseUnknown(all))
                .withMessageContaining("there is no such mutant");
    }

    @Test
    void an_entry_that_does_not_say_why_is_refused() throws Exception {
        Files.createDirectories(rules.resolve("tests"));
        Files.writeString(rules.resolve("tests/equivalent-mutants.yaml"), "- {subject: a, change: b}");
        assertThatExceptionOfType(RuleTestException.class)
                .isThrownBy(() -> EquivalentMutants.read(rules))
                .withMessageContaining("an entry says subject, change and why");
    }

    private EquivalentMutants equivalent(String subject, String change) {
        return new EquivalentMutants(List.of(new EquivalentMutants.Entry(subject, change, "because")));
    }

    private MutationRun run(EquivalentMutants equivalent) {
        RulebookFiles files = RulebookFiles.read(rules);
        Rulebook rulebook = RulebookCompiler.compile(files);
        List<Mutant> mutants = Mutations.of(files, rulebook).stream()
                .filter(m -> m.file().equals(GATE))
                .toList();
        return MutationRun.of(files, rulebook, RuleTests.read(rules, rulebook), mutants, equivalent, () -> {});
    }
}
