package io.quantum.governor.engine.release;

import io.quantum.governor.engine.rulebook.Rulebook;
import io.quantum.governor.engine.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rulebook.RulebookFiles;
import io.quantum.governor.engine.rulebook.RulebookManifest;
import io.quantum.governor.engine.rulebook.ThresholdValues;
import io.quantum.governor.engine.ruletest.RuleTest;
import io.quantum.governor.engine.ruletest.RuleTestResult;
import io.quantum.governor.engine.ruletest.RuleTestRunner;
import io.quantum.governor.engine.ruletest.RuleTests;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
     * @throws io.quantum.governor.engine.rulebook.RulebookException when it does not compile
     * @throws TestsFailedException when a test fails
     * @throws ReleaseException when its version is none
     */
    public Release make(Path directory, String reason, Instant at) {
        ReleaseFiles files = ReleaseFiles.read(directory);
        try (Unpacked copy = Unpacked.of(files)) {
            RulebookFiles rules = RulebookFiles.read(copy.directory());
            ReleaseChecks checks = check(copy.directory(), rules);
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

    /** Everything that a rulebook must pass before it is released. */
    private static ReleaseChecks check(Path directory, RulebookFiles files) {
        Rulebook rulebook = RulebookCompiler.compile(files);
        List<RuleTest> tests = RuleTests.read(directory, rulebook);
        try (RuleTestRunner runner = new RuleTestRunner(rulebook, ThresholdValues.of(rulebook, Map.of()))) {
            List<RuleTestResult> failed =
                    tests.stream().map(runner::run).filter(r -> !r.passed()).toList();
            if (!failed.isEmpty()) {
                throw new TestsFailedException(
                        failed.size() + " of " + tests.size() + " test cases fail, so there is no"
                                + " release:\n"
                                + failed.stream()
                                        .limit(MOST_FAILURES)
                                        .map(RuleTestResult::failure)
                                        .collect(Collectors.joining("\n")));
            }
        }
        return new ReleaseChecks(tests.size(), ReleaseChecks.NOT_MEASURED);
    }
}
