package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.rules.lint.LockRenewal;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code governor lock}: remembers which text each rule file has at its version. */
@Command(
        name = "lock",
        description = {
            "Renews rulebook.lock, which holds each rule file's SHA-256 and version, and says what has changed.",
            "A file that has changed needs a higher @version, and the rulebook a higher version in "
                    + "rulebook.yaml: until they have one, the lock is left as it is and the version to write is "
                    + "proposed."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {
            "0:the lock now matches the rules",
            "1:usage or I/O",
            "3:a version has to be raised first, or a rule file is wrong"
        })
final class LockCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private RulesParameter rules = new RulesParameter();

    @Override
    public Integer call() throws IOException {
        LockRenewal renewal = LockRenewal.of(rules.directory());
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        renewal.changes().forEach(out::println);
        renewal.unraised().forEach(f -> out.println(f.file() + ": " + f.sentence() + "; " + f.remedy()));
        if (!renewal.unraised().isEmpty()) {
            out.println("the lock is left as it is");
            out.flush();
            return Main.RULES;
        }
        renewal.write();
        out.println(renewal.changes().isEmpty() ? "nothing has changed" : "the lock is renewed");
        out.flush();
        return 0;
    }
}
