package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.serve.release.KeyFiles;
import io.quantum.governor.engine.serve.release.TrustedKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code governor keygen}: a pair of keys for one person. */
@Command(
        name = "keygen",
        description = {
            "Makes a pair of Ed25519 keys: NAME.key, which only you may read, and NAME.pub.",
            "Put NAME.pub into the directory that GOV_RULEBOOK_KEYS names, on every machine with a daemon."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:made", "1:usage or I/O", "3:there is a key of that name"})
final class KeygenCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Whose key it is: letters, digits, - and _.")
    private String name = "";

    @Option(names = "--dir", paramLabel = "DIR", description = "Where to; made if it is not there. Default: here.")
    private Path directory = Path.of(".");

    @Option(names = "--last-day", paramLabel = "DAY", description = "The last day on which it may sign: 2027-01-31.")
    private LocalDate lastDay = LocalDate.MAX;

    @Override
    public Integer call() throws IOException {
        if (!name.matches("[A-Za-z0-9_-]{1,60}")) {
            throw new IllegalArgumentException("'" + name + "' is not allowed; give letters, digits, - and _");
        }
        TrustedKey key = KeyFiles.generate(directory, name, lastDay);
        Objects.requireNonNull(spec)
                .commandLine()
                .getOut()
                .printf(
                        "%s.key  keep it: whoever has it signs as you%n%s.pub  give it to those who run daemons%nkey id %s%n",
                        directory.resolve(name), directory.resolve(name), key.id());
        return 0;
    }
}
