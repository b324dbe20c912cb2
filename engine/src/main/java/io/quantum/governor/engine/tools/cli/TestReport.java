package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.ruletest.Coverage;
import io.quantum.governor.engine.rules.ruletest.TestRun;
import io.quantum.governor.engine.tools.mutate.Mutant;
import io.quantum.governor.engine.tools.mutate.MutationRun;
import java.io.PrintStream;
import java.util.Optional;

/**
 * What {@code governor test} found out, for people or for programs.
 *
 * @param rulebook the rules under test
 * @param run how the tests went
 * @param coverage what they show, if asked
 * @param mutation what they notice, if asked
 * @param tookMillis how long all of it took
 */
record TestReport(
        Rulebook rulebook, TestRun run, Optional<Coverage> coverage, Optional<MutationRun> mutation, long tookMillis) {
    /** How it is printed. */
    enum Format {
        pretty,
        json,
        junit
    }

    void print(PrintStream out, Format format) {
        switch (format) {
            case pretty -> pretty(out);
            case json -> TestReportJson.print(this, out);
            case junit -> TestReportJunit.print(this, out);
        }
    }

    private void pretty(PrintStream out) {
        run.failures().forEach(result -> out.println("FAILED  " + result.failure()));
        coverage.ifPresent(c -> {
            c.missing().forEach(out::println);
            out.println((c.missing().isEmpty() ? "" : "\n") + "coverage " + c.percent() + " %");
            out.println(c.table());
        });
        mutation.ifPresent(m -> {
            m.survivors().stream().map(Mutant::sentence).forEach(out::println);
            out.println((m.survivors().isEmpty() ? "" : "\n") + "mutants");
            out.println(m.table());
        });
        out.println(summary());
    }

    private String summary() {
        long failed = run.failures().count();
        return rulebook.manifest().name() + " " + rulebook.manifest().version() + ": "
                + run.results().size() + (run.results().size() == 1 ? " test, " : " tests, ")
                + (failed == 0 ? "all passed" : failed + " FAILED") + ", in "
                + String.format(java.util.Locale.ROOT, "%.1f", tookMillis / 1000.0) + " s";
    }
}
