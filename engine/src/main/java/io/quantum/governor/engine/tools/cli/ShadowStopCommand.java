package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.serve.shadow.Candidate;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code governor shadow stop}: the candidate judges nothing more. */
@Command(
        name = "stop",
        description = "Ends the shadowing at every daemon. What was counted can still be reported.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:ended", "1:usage or I/O"})
final class ShadowStopCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ReasonOption operator = new ReasonOption();

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (OpenShadow open = new OpenShadow()) {
            Optional<Candidate> candidate = open.store().last().filter(Candidate::lasts);
            candidate.ifPresent(c -> open.store().end(c, Instant.now(), operator.here()));
            out.println(candidate
                    .map(c -> "candidate " + c.title() + " is no longer running in shadow\n"
                            + Next.lines("shadow report"))
                    .orElse(ShadowReportCommand.nothing()));
            out.flush();
        }
        return 0;
    }
}
