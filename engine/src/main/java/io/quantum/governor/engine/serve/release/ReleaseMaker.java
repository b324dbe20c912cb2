package io.quantum.governor.engine.serve.release;

import io.quantum.governor.engine.rules.life.Admission;
import io.quantum.governor.engine.rules.life.RefusedException;
import io.quantum.governor.engine.rules.life.Step;
import io.quantum.governor.engine.rules.lint.Lint;
import io.quantum.governor.engine.rules.rulebook.RuleSource;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookManifest;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.rules.ruletest.Coverage;
import io.quantum.governor.engine.rules.ruletest.RuleTest;
import io.quantum.governor.engine.rules.ruletest.RuleTestResult;
import io.quantum.governor.engine.rules.ruletest.RuleTests;
import io.quantum.governor.engine.rules.ruletest.TestRun;
import io.quantum.governor.loaders.declared.FactKeys;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Makes releases.
 *
 * @param key signs them
 * @param user the name of the user who makes them
 * @param untested who lets rules be released that no test fires, and why; empty when nobody does
 */
public record ReleaseMaker(SigningKey key, String user, String untested) {

    /**
     * Reads a rulebook once, takes it through every check, and signs what was read.
     *
     * @param directory the rulebook with its tests
     * @param reason why it is released
     * @param at when
     * @param watcher is told after each test how many there are
     * @throws io.quantum.governor.engine.rules.life.RefusedException when lint finds an error, a test
     *     fails, or no test fires a rule and nobody lets that be
     * @throws ReleaseException when its version is none
     */
    public Release make(Path directory, String reason, Instant at, LongConsumer watcher) {
        ReleaseFiles files = ReleaseFiles.read(directory);
        RulebookTexts texts = files.rulebook(directory.toString());
        // the lock included: a release has a version that no other text had
        Admission.refuse(Lint.check(texts, Optional.empty(), FactKeys.of(System.getenv())));
        RulebookFiles rules = RulebookFiles.of(texts);
        ReleaseChecks checks = tested(texts, rules, watcher);
        RulebookManifest said = rules.manifest();
        ReleaseManifest manifest = new ReleaseManifest(
                said.name(),
                said.version(),
                said.owner(),
                said.changed(),
                rules.digest(),
                Times.text(at),
                user,
                reason,
                checks,
                files.digests());
        return new Release(manifest, files, Signed.by(key, manifest));
    }

    private ReleaseChecks tested(RulebookTexts texts, RulebookFiles rules, LongConsumer watcher) {
        Rulebook rulebook = RulebookCompiler.compile(rules);
        List<RuleTest> tests = RuleTests.of(texts, rulebook);
        TestRun run = TestRun.of(rulebook, tests, result -> watcher.accept(tests.size()));
        Admission.refuse(Step.TEST, run.failures().map(RuleTestResult::failure).toList(), tests.size());
        Coverage coverage = run.coverage(RuleSource.of(rules));
        return new ReleaseChecks(
                tests.size(), coverage.percent() + " %", untested(coverage.missing(Coverage.Kind.RULES)));
    }

    private String untested(List<String> rules) {
        if (!rules.isEmpty() && untested.isEmpty()) {
            throw new RefusedException(
                    Step.TEST,
                    String.join("\n", rules)
                            + "\nWrite a test that fires each of them, or say by --untested-because why"
                            + " they are released without");
        }
        return rules.isEmpty() ? "" : untested + " (" + String.join("; ", rules) + ")";
    }
}
