package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.serve.release.ReleaseException;
import io.quantum.governor.engine.serve.release.TrustedKeys;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose signatures count. */
final class KeysOption {
    @Option(
            names = "--keys",
            paramLabel = "PATH",
            defaultValue = "${env:GOV_RULEBOOK_KEYS}",
            description = "Directory of the public keys (*.pub) whose signatures count, or one such file. Default:"
                    + " GOV_RULEBOOK_KEYS.")
    private @Nullable Path keys;

    boolean areGiven() {
        return keys != null && !keys.toString().isBlank();
    }

    TrustedKeys trusted() {
        if (keys == null || !areGiven()) {
            throw new ReleaseException("no trusted keys; name the directory of public keys by --keys or"
                    + " GOV_RULEBOOK_KEYS, and make a pair by governor keygen");
        }
        return TrustedKeys.read(keys);
    }
}
