package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.rules.life.RefusedException;
import io.quantum.governor.engine.rules.rulebook.ShortDigest;
import io.quantum.governor.engine.serve.release.Release;
import io.quantum.governor.engine.serve.release.ReleaseException;
import io.quantum.governor.engine.serve.release.ReleaseMaker;
import io.quantum.governor.engine.serve.release.TrustedKeys;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code governor release}: a rulebook's directory becomes a signed file. */
@Command(
        name = "release",
        description = {
            "Lints, compiles and tests a rulebook and writes NAME-VERSION.rulebook: rules, tests and a manifest,"
                    + " signed with your key. Name and version are those of rulebook.yaml. The file never changes.",
            "Next: ${ROOT-COMMAND-NAME} publish FILE"
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {
            "0:written",
            "1:usage or I/O",
            "3:lint finds an error, or a key is wrong",
            "4:a rule test fails, or no test fires a rule"
        })
final class ReleaseCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private KeysOption keys = new KeysOption();

    @Mixin
    private SignerOption signer = new SignerOption();

    @Mixin
    private RulesParameter named = new RulesParameter();

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Where the file is written; made if it is not there. Default: here.")
    private Path out = Path.of("");

    @Option(
            names = "--untested-because",
            paramLabel = "TEXT",
            description = "Releases rules that no test fires, and why: recorded in the release with your name.")
    private String untestedBecause = "";

    @Option(names = "--as", paramLabel = "NAME", description = "Who accepts this. Default: your user name.")
    private String name = SignerOption.user();

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(out.toAbsolutePath());
        TrustedKeys trusted = keys.trusted();
        ReleaseMaker maker = new ReleaseMaker(signer.key(trusted), SignerOption.user(), untested());
        Path rules = named.directory();
        Progress ran = new Progress(System.err, InstantSource.system(), "tests run");
        Release release = make(maker, rules, ran);
        String name = release.manifest().name().replaceAll("[^A-Za-z0-9_-]", "-");
        Path file = out.resolve(name + "-" + release.manifest().version() + ".rulebook");
        write(file, release.toBytes());
        Objects.requireNonNull(spec)
                .commandLine()
                .getOut()
                .printf(
                        "%s%n  release %s, digest %s%n  %s files, %s test cases passed, coverage %s%n%s  signed by %s%n%s%n",
                        file,
                        release.manifest().version(),
                        ShortDigest.of(release.digest()),
                        release.files().texts().size(),
                        release.manifest().checks().cases(),
                        release.manifest().checks().coverage(),
                        untested(release.manifest().checks().untested()),
                        trusted.nameOf(release.signed().key()),
                        Next.lines("publish " + file));
        return 0;
    }

    private String untested() {
        return untestedBecause.isBlank() ? "" : "says " + name + ": " + untestedBecause.strip();
    }

    private Release make(ReleaseMaker maker, Path rules, Progress progress) {
        try {
            return maker.make(rules, signer.reason(), Instant.now(), progress::step);
        } catch (RefusedException e) {
            throw new RefusedException(
                    e.step(),
                    "there is no release, for at the step of " + e.step().wireName() + ":\n" + e.why());
        }
    }

    private static String untested(String said) {
        return said.isEmpty() ? "" : "  some rules are fired by no test, " + said + System.lineSeparator();
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try {
            Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new ReleaseException(file + ": there already, and a release never changes; raise the version in"
                    + " rulebook.yaml, or remove the file if it was never published");
        }
    }
}
