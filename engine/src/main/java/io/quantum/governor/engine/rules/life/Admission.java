package io.quantum.governor.engine.rules.life;

import io.quantum.governor.engine.rules.lint.Finding;
import io.quantum.governor.engine.rules.lint.Lint;
import io.quantum.governor.engine.rules.rulebook.PassedTests;
import io.quantum.governor.engine.rules.rulebook.RuleFile;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rules.rulebook.RulebookException;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.rules.ruletest.RuleTest;
import io.quantum.governor.engine.rules.ruletest.RuleTestException;
import io.quantum.governor.engine.rules.ruletest.RuleTests;
import io.quantum.governor.loaders.declared.FactKeys;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Takes a rulebook from its texts to rules that may decide: lint, compile, lay the environment over its
 * thresholds, test, canaries. The one sequence of the daemon's start, of its reloads, and of commands.
 */
public final class Admission {
    private static final int MOST_FAILURES = 5;

    private final Map<String, String> environment;
    private final Optional<PassedTests> passed;
    private final Optional<AdmissionProcess> apart;
    private final Clock clock;
    /** The rule files that were admitted last, which need not be looked at again. */
    private volatile Set<RuleFile> admitted = Set.of();

    /**
     * @param environment variables that may override thresholds
     * @param passed remembers which rulebooks have passed their tests; empty when nothing is remembered
     */
    public Admission(Map<String, String> environment, Optional<PassedTests> passed, Clock clock) {
        this(environment, passed, Optional.empty(), clock);
    }

    private Admission(
            Map<String, String> environment,
            Optional<PassedTests> passed,
            Optional<AdmissionProcess> apart,
            Clock clock) {
        this.environment = Map.copyOf(environment);
        this.passed = passed;
        this.apart = apart;
        this.clock = clock;
    }

    /** As a command is started by the launcher, which says where is kept what need not be made again. */
    public static Admission of(Map<String, String> environment) {
        return new Admission(environment, PassedTests.ofLauncher(), Clock.systemUTC());
    }

    /**
     * As a daemon is started by the launcher: what has not passed its tests yet is first tried apart from it.
     *
     * @param apart tries it
     */
    public static Admission of(Map<String, String> environment, AdmissionProcess apart) {
        Optional<PassedTests> passed = PassedTests.ofLauncher();
        return new Admission(environment, passed, passed.map(p -> apart), Clock.systemUTC());
    }

    /**
     * A rulebook that may decide.
     *
     * @param rules the rules
     * @param canaries the tests that are asked of them again while they decide
     * @param testedAt when their tests passed
     * @param at when they were admitted, and their canaries passed
     */
    public record Admitted(ActiveRules rules, List<RuleTest> canaries, Instant testedAt, Instant at) {

        /** Rules that nobody has tested, for a show or a measurement. */
        public static Admitted untested(ActiveRules rules) {
            return new Admitted(rules, List.of(), Instant.EPOCH, Instant.EPOCH);
        }
    }

    /**
     * Takes a rulebook through every step.
     *
     * @throws RefusedException at the first step that fails
     */
    public Admitted admit(RulebookTexts texts) {
        Optional<Instant> before = passed.flatMap(p -> p.when(texts));
        if (before.isEmpty() && apart.isPresent()) {
            apart.get().admit(texts);
            before = passed.flatMap(p -> p.when(texts));
        }
        return admit(texts, before);
    }

    private Admitted admit(RulebookTexts texts, Optional<Instant> before) {
        RulebookFiles files = at(Step.LINT, () -> RulebookFiles.of(texts));
        if (before.isEmpty()) {
            refuse(at(Step.LINT, () -> Lint.check(files, admitted)));
        }
        Rulebook rulebook = at(Step.COMPILE, () -> RulebookCompiler.compile(files));
        refuse(Lint.keys(rulebook, FactKeys.of(environment)));
        ActiveRules rules = at(Step.OVERRIDES, () -> ActiveRules.of(texts, rulebook, environment));
        List<RuleTest> canaries = before.isEmpty()
                ? test(texts, rulebook)
                : at(Step.TEST, () -> RuleTests.canaries(texts, rulebook).toList());
        try (Trial trial = new Trial(rulebook)) {
            canaries.forEach(trial::run);
            refuse(Step.CANARY, trial.failures(), trial.asked());
        }
        admitted = Set.copyOf(files.files());
        return new Admitted(rules, canaries, before.orElseGet(clock::instant), clock.instant());
    }

    /** Runs all tests, one file after the other; gives the canaries among them. */
    private List<RuleTest> test(RulebookTexts texts, Rulebook rulebook) {
        List<RuleTest> canaries = new ArrayList<>();
        try (Trial trial = new Trial(rulebook)) {
            at(Step.TEST, () -> {
                RuleTests.stream(texts, rulebook).forEach(test -> {
                    trial.run(test);
                    if (test.canary()) {
                        canaries.add(test);
                    }
                });
                return rulebook;
            });
            refuse(Step.TEST, trial.failures(), trial.asked());
        }
        passed.ifPresent(p -> p.remember(texts, clock.instant()));
        return canaries;
    }

    /**
     * Refuses a rulebook in which something is wrong; warnings don't count.
     *
     * @throws RefusedException at the step of linting
     */
    public static void refuse(List<Finding> findings) {
        List<Finding> errors = findings.stream().filter(Finding::isError).toList();
        if (!errors.isEmpty()) {
            throw new RefusedException(
                    Step.LINT, errors.stream().map(Finding::text).collect(Collectors.joining("\n")));
        }
    }

    /**
     * Refuses a rulebook whose tests or canaries fail.
     *
     * @param failures a text for each that fails
     * @param of how many there are
     */
    public static void refuse(Step step, List<String> failures, int of) {
        if (!failures.isEmpty()) {
            String all = String.join("\n", failures.subList(0, Math.min(MOST_FAILURES, failures.size())));
            throw new RefusedException(
                    step,
                    failures.size() + " of " + of + (step == Step.CANARY ? " canaries" : " rule tests") + " failed\n"
                            + all);
        }
    }

    @SuppressWarnings("IllegalCatch") // whatever a rulebook makes go wrong, it is the rulebook that is refused
    private static <T> T at(Step step, Supplier<T> work) {
        try {
            return work.get();
        } catch (RulebookException | RuleTestException | IllegalArgumentException e) {
            throw new RefusedException(step, String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            throw new RefusedException(step, "a condition or what a rule does is too long; write shorter ones");
        } catch (RuntimeException | LinkageError e) {
            throw new RefusedException(step, "this can't be used: " + e);
        }
    }
}
