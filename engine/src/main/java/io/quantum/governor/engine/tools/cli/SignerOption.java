package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.base.process.DaemonId;
import io.quantum.governor.engine.serve.act.Operator;
import io.quantum.governor.engine.serve.release.ReleaseDesk;
import io.quantum.governor.engine.serve.release.ReleaseException;
import io.quantum.governor.engine.serve.release.SigningKey;
import io.quantum.governor.engine.serve.release.TrustedKeys;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Who does it, and why. */
final class SignerOption {
    @Option(
            names = "--key",
            paramLabel = "FILE",
            defaultValue = "${env:GOV_RELEASE_KEY}",
            description = "Your private key. Default: GOV_RELEASE_KEY.")
    private @Nullable Path key;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    private String reason = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, in a sentence.")
    void because(String text) {
        reason = OperatorOption.sentence(text, spec);
    }

    SigningKey key(TrustedKeys keys) {
        if (key == null || key.toString().isBlank()) {
            throw new ReleaseException("no private key; name its file by --key or GOV_RELEASE_KEY, and make a pair by"
                    + " governor keygen");
        }
        return SigningKey.read(key, keys);
    }

    ReleaseDesk.Actor actor(TrustedKeys keys) {
        return new ReleaseDesk.Actor(key(keys), here(reason));
    }

    String reason() {
        return reason;
    }

    /** Who does it at this command line, and why. */
    static Operator here(String reason) {
        return new Operator(user(), "user " + user() + " at " + DaemonId.host(), reason);
    }

    static String user() {
        return System.getProperty("user.name", "");
    }
}
