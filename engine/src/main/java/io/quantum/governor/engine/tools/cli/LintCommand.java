package io.quantum.governor.engine.tools.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.rules.lint.Finding;
import io.quantum.governor.engine.rules.lint.Lint;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code governor lint}: what is wrong with a rulebook. */
@Command(
        name = "lint",
        description = {
            "Looks at a directory of rule files and reports what is wrong, with file, line, rule and "
                    + "remedy: what is not understood or not allowed, missing metadata, tests and thresholds' "
                    + "bounds, gates that stay silent or answer twice, and changes without a new version.",
            "It changes nothing."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {
            "0:nothing wrong, or warnings only",
            "1:usage or I/O",
            "2:warnings, with --fail-on-warning",
            "3:errors"
        })
final class LintCommand implements Callable<Integer> {
    static final int WARNINGS = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private RulesParameter rules = new RulesParameter();

    @Option(names = "--format", description = "pretty or json. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.pretty;

    @Option(names = "--fail-on-warning", description = "end with 2 when there are warnings and no errors")
    private boolean failOnWarning;

    @Override
    public Integer call() throws JsonProcessingException {
        List<Finding> findings = Lint.check(rules.directory());
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (format == Format.json) {
            out.println(Json.MAPPER.writeValueAsString(findings));
        } else {
            print(findings, out);
        }
        out.flush();
        if (findings.stream().anyMatch(Finding::isError)) {
            return Main.RULES;
        }
        return failOnWarning && !findings.isEmpty() ? WARNINGS : 0;
    }

    private static void print(List<Finding> findings, PrintWriter out) {
        findings.forEach(finding -> out.println(finding.text()));
        long errors = findings.stream().filter(Finding::isError).count();
        out.println(
                findings.isEmpty()
                        ? "nothing wrong"
                        : count(errors, "error") + ", " + count(findings.size() - errors, "warning"));
    }

    private static String count(long of, String what) {
        return of + " " + what + (of == 1 ? "" : "s");
    }
}
