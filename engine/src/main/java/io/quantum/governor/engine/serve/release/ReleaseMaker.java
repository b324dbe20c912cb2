package io.quantum.governor.engine.serve.release;

import io.quantum.governor.engine.rules.life.Admission;
import io.quantum.governor.engine.rules.life.Step;
import io.quantum.governor.engine.rules.lint.Lint;
import io.quantum.governor.engine.rules.rulebook.RuleSource;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookManifest;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
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
 */
public record ReleaseMaker(SigningKey key, String user) {

    /**
     * Reads a rulebook once, takes it through every check, and signs what was read.
     *
     * @param directory the rulebook with its tests
     * @param reason why it is released
     * @param at when
     * @param watcher is told after each test how many there are
     * @throws io.quantum.governor.engine.rules.life.RefusedException when lint finds an error, or a test fails
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

    private static ReleaseChecks tested(RulebookTexts texts, RulebookFiles rules, LongConsumer watcher) {
        Rulebook rulebook = RulebookCompiler.compile(rules);
        List<RuleTest> tests = RuleTests.of(texts, rulebook);
        TestRun run = TestRun.of(rulebook, tests, result -> watcher.accept(tests.size()));
        Admission.refuse(Step.TEST, run.failures().map(RuleTestResult::failure).toList(), tests.size());
        return new ReleaseChecks(
                tests.size(), run.coverage(RuleSource.of(rules)).percent() + " %");
    }
}
