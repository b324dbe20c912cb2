package io.quantum.governor.engine.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quantum.governor.engine.json.Json;
import io.quantum.governor.engine.lint.Finding;
import io.quantum.governor.engine.lint.Lint;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code governor lint}: what is wrong with a rulebook. */
@Command(
        name = "lint",
        description = {
            "Looks at a directory of rule files and tells what is wrong, with file, line, rule and remedy:",
            "what is not understood or not allowed, missing metadata, tests and thresholds' bounds, gates that",
            "stay silent or answer twice, and changes without a new version. It changes nothing."
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
    /** What a person or a program reads. */
    enum Format {
        pretty,
        json
    }

    static final int WARNINGS = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "the rulebook's directory; default: $GOV_RULES_DIR, else the shipped rules")
    private @Nullable Path directory;

    @Option(names = "--format", description = "pretty or json; default ${DEFAULT-VALUE}")
    private Format format = Format.pretty;

    @Option(names = "--fail-on-warning", description = "end with 2 when there are warnings and no errors")
    private boolean failOnWarning;

    @Override
    public Integer call() throws JsonProcessingException {
        Path rules = directory(directory, spec);
        List<Finding> findings = Lint.check(rules);
        PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
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

    /** The directory that was named, or the one that the daemon takes. */
    static Path directory(@Nullable Path named, @Nullable CommandSpec spec) {
        Path rules = named == null ? RunCommand.rulesDirectory() : named;
        if (!Files.isDirectory(rules)) {
            throw new ParameterException(
                    java.util.Objects.requireNonNull(spec).commandLine(), rules + " is no directory");
        }
        return rules;
    }

    private static void print(List<Finding> findings, PrintWriter out) {
        findings.forEach(finding -> out.println(finding.text()));
        long errors = findings.stream().filter(Finding::isError).count();
        out.println(
                findings.isEmpty() ? "nothing wrong" : errors + " errors, " + (findings.size() - errors) + " warnings");
    }
}
