package io.quantum.governor.engine.release;

import io.quantum.governor.engine.lint.Finding;
import io.quantum.governor.engine.lint.Lint;
import io.quantum.governor.engine.rulebook.KeptRulebooks;
import io.quantum.governor.engine.rulebook.RuleSource;
import io.quantum.governor.engine.rulebook.Rulebook;
import io.quantum.governor.engine.rulebook.RulebookFiles;
import io.quantum.governor.engine.rulebook.RulebookManifest;
import io.quantum.governor.engine.ruletest.RuleTest;
import io.quantum.governor.engine.ruletest.RuleTestResult;
import io.quantum.governor.engine.ruletest.RuleTests;
import io.quantum.governor.engine.ruletest.TestRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Makes releases.
 *
 * @param key signs them
 * @param user the name of the user who makes them
 */
public record ReleaseMaker(SigningKey key, String user) {
    private static final int MOST_FAILURES = 5;

    /**
     * Copies, compiles and tests a rulebook, and signs that very copy.
     *
     * @param directory the rulebook with its tests
     * @param reason why it is released
     * @param at when
     * @param watcher is told after each test how many there are
     * @throws io.quantum.governor.engine.rulebook.RulebookException when it does not compile
     * @throws TestsFailedException when a test fails
     * @throws ReleaseException when lint finds an error, or its version is none
     */
    public Release make(Path directory, String reason, Instant at, LongConsumer watcher) {
        ReleaseFiles files = ReleaseFiles.read(directory);
        try (Unpacked copy = Unpacked.of(files)) {
            RulebookFiles rules = RulebookFiles.read(copy.directory());
            refuseErrors(copy.directory());
            ReleaseChecks checks = tested(copy.directory(), rules, watcher);
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
    }

    private static void refuseErrors(Path directory) {
        List<Finding> errors =
                Lint.check(directory).stream().filter(Finding::isError).toList();
        if (!errors.isEmpty()) {
            throw new ReleaseException("lint finds errors, so there is no release:\n"
                    + errors.stream().map(Finding::text).collect(Collectors.joining("\n")));
        }
    }

    private static ReleaseChecks tested(Path directory, RulebookFiles files, LongConsumer watcher) {
        Rulebook rulebook = KeptRulebooks.compiled(files);
        List<RuleTest> tests = RuleTests.read(directory, rulebook);
        TestRun run = TestRun.of(rulebook, tests, result -> watcher.accept(tests.size()));
        if (!run.passed()) {
            throw new TestsFailedException(run.failures().count() + " of " + tests.size()
                    + " test cases fail, so there is no release:\n"
                    + run.failures()
                            .limit(MOST_FAILURES)
                            .map(RuleTestResult::failure)
                            .collect(Collectors.joining("\n")));
        }
        return new ReleaseChecks(
                tests.size(), run.coverage(RuleSource.of(files)).percent() + " %");
    }
}
