package io.quantum.governor.engine.release;

import io.quantum.governor.engine.life.ActiveRules;
import io.quantum.governor.engine.life.Admission;
import io.quantum.governor.engine.lint.Lint;
import io.quantum.governor.engine.rulebook.RuleSource;
import io.quantum.governor.engine.rulebook.Rulebook;
import io.quantum.governor.engine.rulebook.RulebookFiles;
import io.quantum.governor.engine.rulebook.RulebookManifest;
import io.quantum.governor.engine.rulebook.RulebookTexts;
import io.quantum.governor.engine.ruletest.Coverage;
import io.quantum.governor.engine.ruletest.RuleTest;
import io.quantum.governor.engine.ruletest.RuleTests;
import io.quantum.governor.engine.ruletest.TestRun;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
     * @throws io.quantum.governor.engine.life.RefusedException when lint finds an error, or it does not compile, or a
     *     test or a canary fails
     * @throws ReleaseException when its version is none
     */
    public Release make(Path directory, String reason, Instant at) {
        ReleaseFiles files = ReleaseFiles.read(directory);
        RulebookTexts texts = files.rulebook(directory.toString());
        ReleaseChecks checks = check(texts);
        RulebookFiles rules = RulebookFiles.of(texts);
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

    /** As a daemon would take it, and the lock besides: a release has a version that no other text had. */
    private static ReleaseChecks check(RulebookTexts texts) {
        Admission.refuse(Lint.check(texts, Optional.empty(), ActiveRules::compiled));
        Rulebook rulebook = new Admission(Map.of(), Optional.empty(), Clock.systemUTC())
                .admit(texts)
                .rules()
                .rulebook();
        List<RuleTest> tests = RuleTests.of(texts, rulebook);
        Coverage coverage = TestRun.of(rulebook, tests, result -> {}).coverage(RuleSource.of(RulebookFiles.of(texts)));
        return new ReleaseChecks(tests.size(), coverage.percent() + " %");
    }
}
