package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.rules.life.Admission;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.tools.nearmiss.NearMisses;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code governor prepare}: makes a rulebook ready before anybody waits for it. */
@Command(
        name = "prepare",
        description = {
            "Does beforehand what a daemon does with a rulebook at its first start: looks at it, compiles "
                    + "it and what explains its decisions, runs its tests, and keeps what came out.",
            "A daemon that starts with the same rulebook then decides seconds sooner and never loads a "
                    + "compiler. The launcher does it for the shipped rules when it builds; for rules of your own "
                    + "it belongs into the making of an image or an installation."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:ready", "1:usage or I/O", "3:a rule file is wrong", "4:a rule test fails", "7:a canary fails"
        })
final class PrepareCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private RulesParameter rules = new RulesParameter();

    @Option(
            names = "--archive",
            description =
                    "Also preload and verify the classes that a start loads, which saves it about a quarter of its "
                            + "time. Belongs into an installation: it is good for this Java and these jars alone.")
    private boolean archive;

    @Override
    public Integer call() throws IOException {
        RulebookTexts texts = RulebookTexts.read(rules.directory());
        var admitted = Admission.of(System.getenv()).admit(texts);
        NearMisses.compile(RulebookFiles.of(texts));
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(admitted.rules().title() + " is ready");
        if (archive) {
            ClassArchive made = ClassArchive.ofLauncher()
                    .orElseThrow(
                            () -> new IOException("only deploy/governor knows where an archive of classes belongs"));
            made.make(rules.directory());
            out.println("the classes of a start are in " + made.file());
        }
        out.flush();
        return 0;
    }
}
