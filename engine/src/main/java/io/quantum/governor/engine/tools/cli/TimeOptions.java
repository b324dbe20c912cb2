package io.quantum.governor.engine.tools.cli;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which time a command looks at. */
final class TimeOptions {
    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = When.class,
            description = "from when on: " + When.ALLOWED + " (UTC); default: the beginning")
    private @Nullable Instant since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = When.class,
            description = "before when, written likewise; default: now")
    private @Nullable Instant until;

    Optional<Instant> since() {
        return Optional.ofNullable(since);
    }

    Optional<Instant> until() {
        return Optional.ofNullable(until);
    }
}
