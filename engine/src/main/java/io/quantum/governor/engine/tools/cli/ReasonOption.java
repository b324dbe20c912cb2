package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.base.process.DaemonId;
import io.quantum.governor.engine.serve.act.Operator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Who does something that changes no decision, and why if they say so: recorded with it. */
final class ReasonOption {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    private String reason = "";

    @Option(names = "--as", paramLabel = "NAME", description = "Who does it. Default: your user name.")
    private String name = SignerOption.user();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, in a sentence; kept on record.")
    void because(String text) {
        reason = OperatorOption.sentence(text, spec);
    }

    /** Who does it at this command line. */
    Operator here() {
        return new Operator(name, "command line at " + DaemonId.host(), reason);
    }
}
