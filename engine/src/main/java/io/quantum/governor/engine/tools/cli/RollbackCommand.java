package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.serve.release.TrustedKeys;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code governor rollback}: back to the release before. */
@Command(
        name = "rollback",
        description =
                "Goes back to the release that was active before this one; run again, one further back. It needs no approval.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {
            "0:the release before is active",
            "1:usage or I/O",
            "3:a key or signature is wrong, or there is none before"
        })
final class RollbackCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private KeysOption keys = new KeysOption();

    @Mixin
    private SignerOption signer = new SignerOption();

    @Override
    public Integer call() {
        TrustedKeys trusted = keys.trusted();
        try (OpenDesk open = new OpenDesk(trusted)) {
            String version = open.desk().rollBack(signer.actor(trusted));
            Objects.requireNonNull(spec)
                    .commandLine()
                    .getOut()
                    .printf("release %s is active again%n%s%n", version, Next.lines("releases"));
        }
        return 0;
    }
}
