package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.serve.release.Comparisons;
import io.quantum.governor.engine.serve.release.Release;
import io.quantum.governor.engine.serve.release.TrustedKeys;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code governor approve}: a second person's consent. */
@Command(
        name = "approve",
        description = {
            "Consents, with another key than the releaser's, that a release replaces the one that is active now. A release"
                    + " that may permit more than the active one is not activated without.",
            "It shows what you consent to. If another release is activated meanwhile, approve again."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:approved", "1:usage or I/O", "3:a key, signature or rule file is wrong"})
final class ApproveCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private KeysOption keys = new KeysOption();

    @Mixin
    private SignerOption signer = new SignerOption();

    @Parameters(paramLabel = "VERSION", description = "The release.")
    private String version = "";

    @Override
    public Integer call() {
        TrustedKeys trusted = keys.trusted();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (OpenDesk open = new OpenDesk(trusted)) {
            Release release = open.desk().release(version);
            Optional<Release> active = open.desk().active();
            open.desk().expectOtherThanReleaser(release, signer.key(trusted).owner());
            String what = active.map(before -> DiffText.of(Comparisons.of(before, release, OpenDesk.compared())))
                    .orElse("no release is active, so there is nothing to compare it with\n");
            out.print(what);
            open.desk().approve(release, active, signer.actor(trusted));
            out.printf(
                    "release %s is approved in place of %s%n%s%n",
                    version,
                    active.map(a -> a.manifest().version()).orElse("none"),
                    Next.lines("activate " + version + " --reason \"...\""));
        }
        return 0;
    }
}
