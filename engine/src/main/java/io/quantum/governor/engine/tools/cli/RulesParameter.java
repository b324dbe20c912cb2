package io.quantum.governor.engine.tools.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whose rules: the directory that is named, or the one that the daemon takes. */
final class RulesParameter {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "The rulebook's directory. Default: $GOV_RULES_DIR, else the shipped rules.")
    private @Nullable Path directory;

    /** A directory that is there. */
    Path directory() {
        Path rules = directory == null ? RulesDirectory.ofEnvironment() : directory;
        if (!Files.isDirectory(rules)) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), rules + " is not a directory");
        }
        return rules;
    }
}
