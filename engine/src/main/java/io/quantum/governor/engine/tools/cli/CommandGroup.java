package io.quantum.governor.engine.tools.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does nothing by itself but tell of those below it. */
abstract class CommandGroup implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        var line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getOut());
    }
}
