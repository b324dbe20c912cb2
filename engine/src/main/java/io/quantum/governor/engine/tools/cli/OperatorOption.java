package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.base.process.DaemonId;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.serve.act.Operator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who does something to the running system, and why: recorded with it. */
final class OperatorOption {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    private String reason = "";

    @Option(names = "--as", paramLabel = "NAME", description = "Who does it. Default: your user name.")
    private String name = System.getProperty("user.name", "");

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, in a sentence.")
    void because(String text) {
        reason = sentence(text, spec);
    }

    /**
     * A reason without its blanks, and no longer than a record holds; refused when it says nothing, such as the dots of an
     * example.
     */
    static String sentence(String text, @Nullable CommandSpec spec) {
        if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--reason: say why, in a sentence");
        }
        return Deed.bounded(text.strip());
    }

    /** Who does it at this command line, and why. */
    Operator here() {
        return new Operator(name, "command line at " + DaemonId.host(), reason);
    }

    String name() {
        return name;
    }

    String reason() {
        return reason;
    }
}
