package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.serve.release.TrustedKeys;
import io.quantum.governor.engine.tools.compare.Change;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code governor activate}: from now on every daemon decides by this release. */
@Command(
        name = "activate",
        description = {
            "Makes a published release the active one; every daemon takes it within about a second.",
            "It is compared with the active one first: if it may permit more, it needs the approval of another key than"
                    + " the releaser's (governor approve).",
            "Next: ${ROOT-COMMAND-NAME} releases"
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {
            "0:active",
            "1:usage or I/O",
            "3:a key, signature or rule file is wrong, or an approval is missing"
        })
final class ActivateCommand implements Callable<Integer> {
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
        try (OpenDesk open = new OpenDesk(trusted)) {
            Change change = open.desk().activate(version, signer.actor(trusted));
            Objects.requireNonNull(spec)
                    .commandLine()
                    .getOut()
                    .printf("release %s is active: %s%n%s%n", version, change.words(), Next.lines("releases"));
        }
        return 0;
    }
}
