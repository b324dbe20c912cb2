package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.rules.rulebook.ShortDigest;
import io.quantum.governor.engine.serve.release.Release;
import io.quantum.governor.engine.serve.release.ReleaseException;
import io.quantum.governor.engine.serve.release.TrustedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code governor publish}: puts a release where every daemon finds it. */
@Command(
        name = "publish",
        description = {
            "Verifies a release file and puts it into Redis. Nothing is decided by it yet.",
            "Next: ${ROOT-COMMAND-NAME} diff, ${ROOT-COMMAND-NAME} approve, ${ROOT-COMMAND-NAME} activate"
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:published", "1:usage or I/O", "3:the file, a key or its signature is wrong"})
final class PublishCommand implements Callable<Integer> {
    /** A whole release may be 8 MB before it is packed. */
    private static final long LARGEST_FILE = 16L << 20;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private KeysOption keys = new KeysOption();

    @Parameters(paramLabel = "FILE", description = "What governor release has written.")
    private Path file = Path.of("");

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why. Default: the release's own reason.")
    private String reason = "";

    @Override
    public Integer call() throws IOException {
        TrustedKeys trusted = keys.trusted();
        Release release = read(file, trusted);
        String version = release.manifest().version();
        String why = reason.isEmpty() ? release.manifest().reason() : reason;
        try (OpenDesk open = new OpenDesk(trusted)) {
            boolean isNew = open.desk().publish(release, SignerOption.here(why));
            Objects.requireNonNull(spec)
                    .commandLine()
                    .getOut()
                    .printf(
                            "release %s is %s (%s, by %s)%n%s%n",
                            version,
                            isNew ? "published" : "published already",
                            ShortDigest.of(release.digest()),
                            trusted.nameOf(release.signed().key()),
                            next(version, open.desk().active()));
        }
        return 0;
    }

    private static String next(String version, Optional<Release> active) {
        String activate = "activate " + version + " --reason \"...\"";
        return active.map(now -> now.manifest().version())
                .filter(now -> !now.equals(version))
                .map(now -> Next.lines("diff " + now + " " + version, activate))
                .orElseGet(() -> Next.lines(activate));
    }

    static Release read(Path file, TrustedKeys keys) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + ": a directory; give a file that governor release wrote");
        }
        if (Files.size(file) > LARGEST_FILE) {
            throw new IllegalArgumentException(file + ": too large for a release");
        }
        try {
            return Release.read(Files.readAllBytes(file), keys);
        } catch (ReleaseException e) {
            throw new ReleaseException(file + ": " + e.getMessage());
        }
    }
}
