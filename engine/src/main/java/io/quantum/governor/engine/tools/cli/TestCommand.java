package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.rules.rulebook.RuleSource;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.rules.ruletest.Coverage;
import io.quantum.governor.engine.rules.ruletest.RuleTest;
import io.quantum.governor.engine.rules.ruletest.RuleTests;
import io.quantum.governor.engine.rules.ruletest.TestRun;
import io.quantum.governor.engine.tools.mutate.EquivalentMutants;
import io.quantum.governor.engine.tools.mutate.Mutant;
import io.quantum.governor.engine.tools.mutate.MutationRun;
import io.quantum.governor.engine.tools.mutate.Mutations;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code governor test}: what the risk team expects of its rules. */
@Command(
        name = "test",
        description = {
            "Runs the tests of a rulebook: tests/<name>.yaml for each of its rule files. docs/rule-tests.md says how"
                    + " they are written. Thresholds are the rule files' own; GOV_ variables do not count."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {
            "0:all is well",
            "1:usage or I/O",
            "3:a rule file or a test file is wrong",
            "4:tests failed",
            "5:coverage below --min-coverage, or a mutant that no test notices"
        },
        footer = {
            "",
            "Examples:",
            "  governor test                          all tests of the shipped rulebook",
            "  governor test ~/rules --filter burst   the tests whose name contains burst",
            "  governor test --coverage               and what no test shows",
            "  governor test --mutate                 and which wrong rules no test would notice",
            "  governor test --format junit > t.xml   for a build server"
        })
final class TestCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private RulesParameter named = new RulesParameter();

    @Option(
            names = "--filter",
            paramLabel = "TEXT",
            description = "Only tests whose name contains TEXT; with --mutate all tests, and only mutants of rule files"
                    + " whose path contains TEXT. Upper and lower case are the same.")
    private String filter = "";

    @Option(
            names = "--coverage",
            description = "Also tell what no test shows: rules that never fire, answers and reasons that are never"
                    + " expected, thresholds not tested on both sides.")
    private boolean coverage;

    @Option(
            names = "--min-coverage",
            paramLabel = "PERCENT",
            description = "End with exit code 5 when coverage is below PERCENT. Implies --coverage.")
    private int minCoverage = -1;

    @Option(
            names = "--mutate",
            description = "Also break the rules, one place at a time, and report where no test notices.")
    private boolean mutate;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "pretty, json or junit. Default: ${DEFAULT-VALUE}.",
            defaultValue = "pretty")
    private TestReport.Format format = TestReport.Format.pretty;

    @Override
    public Integer call() {
        refuseContradictions();
        InstantSource clock = InstantSource.system();
        long start = clock.millis();
        Path rules = named.directory();
        RulebookTexts texts = RulebookTexts.read(rules);
        RulebookFiles files = RulebookFiles.of(texts);
        Rulebook rulebook = RulebookCompiler.compile(files);
        List<RuleTest> tests = RuleTests.of(texts, rulebook);
        List<RuleTest> wanted =
                mutate ? tests : tests.stream().filter(t -> isWanted(t.name())).toList();
        if (wanted.isEmpty()) {
            throw usage("--filter: no test's name contains '" + filter + "'");
        }
        Progress ran = new Progress(System.err, clock, "tests run");
        TestRun run = TestRun.of(rulebook, wanted, result -> ran.step(wanted.size()));
        Optional<Coverage> covered =
                run.passed() && wantsCoverage() ? Optional.of(run.coverage(RuleSource.of(files))) : Optional.empty();
        Optional<MutationRun> mutated =
                run.passed() && mutate ? Optional.of(mutation(rules, files, rulebook, tests, clock)) : Optional.empty();
        TestReport report = new TestReport(rulebook, run, covered, mutated, clock.millis() - start);
        report.print(System.out, format);
        return exitCode(report);
    }

    private MutationRun mutation(
            Path rules, RulebookFiles files, Rulebook rulebook, List<RuleTest> tests, InstantSource clock) {
        List<Mutant> all = Mutations.of(files, rulebook);
        List<Mutant> mutants = all.stream().filter(m -> isWanted(m.file())).toList();
        if (mutants.isEmpty()) {
            throw usage("--filter: there is nothing to mutate in a rule file whose path contains '" + filter + "'");
        }
        EquivalentMutants equivalent = EquivalentMutants.read(rules);
        equivalent.refuseUnknown(all);
        Progress tried = new Progress(System.err, clock, "mutants tried");
        return MutationRun.of(files, rulebook, tests, mutants, equivalent, () -> tried.step(mutants.size()));
    }

    private int exitCode(TestReport report) {
        if (!report.run().passed()) {
            return Main.TESTS;
        }
        boolean tooLittle = report.coverage().map(Coverage::percent).orElse(100) < minCoverage;
        boolean unnoticed = report.mutation().map(m -> !m.survivors().isEmpty()).orElse(false);
        return tooLittle || unnoticed ? Main.COVERAGE : 0;
    }

    private boolean wantsCoverage() {
        return coverage || minCoverage >= 0;
    }

    private boolean isWanted(String name) {
        return name.toLowerCase(Locale.ROOT).contains(filter.toLowerCase(Locale.ROOT));
    }

    private void refuseContradictions() {
        if (wantsCoverage() && !mutate && !filter.isEmpty()) {
            throw usage("--coverage is that of all tests; leave --filter out");
        }
        if (minCoverage > 100) {
            throw usage("--min-coverage: " + minCoverage + " is not allowed; give 0 to 100");
        }
        if (mutate && format == TestReport.Format.junit) {
            throw usage("--format junit tells tests only; with --mutate give pretty or json");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
