package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.life.Admission;
import io.quantum.governor.engine.rules.life.Step;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.serve.release.Release;
import io.quantum.governor.engine.serve.release.ReleaseException;
import io.quantum.governor.engine.serve.release.ReleaseFiles;
import io.quantum.governor.engine.serve.release.ReleaseManifest;
import io.quantum.governor.engine.serve.shadow.Candidate;
import io.quantum.governor.engine.serve.shadow.CandidateAdmission;
import io.quantum.governor.engine.serve.shadow.CandidateStore;
import io.quantum.governor.engine.serve.shadow.DaemonShadow;
import io.quantum.governor.engine.serve.shadow.ShadowText;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code governor shadow}: a rulebook judges live plans beside the one that decides them. */
@Command(
        name = "shadow",
        description = {
            "Lets a rulebook judge every live plan at every daemon, beside the one that decides. It never acts: what it"
                    + " would have changed is counted. There is one candidate at a time; another one takes its place.",
            "With GOV_RULEBOOK_KEYS it must be a published release."
        },
        mixinStandardHelpOptions = true,
        subcommands = {ShadowReportCommand.class, ShadowStopCommand.class},
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {
            "0:it judges",
            "1:usage or I/O",
            "3:a rule file or signature is wrong, here or at a daemon",
            "4:a rule test fails",
            "7:a canary fails"
        })
final class ShadowCommand implements Callable<Integer> {
    /** Daemons look every second. */
    private static final Duration UNTIL_ALL_HAVE_LOOKED = Duration.ofMillis(2500);

    private static final Duration UNTIL_ADMITTED = Duration.ofSeconds(60);
    private static final long BETWEEN_LOOKS_MILLIS = 200;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private KeysOption keys = new KeysOption();

    @Mixin
    private ReasonOption operator = new ReasonOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "VERSION|DIR",
            description = "A published release, or a directory of rule files.")
    private String named = "";

    /** What is shadowed. */
    private record Sent(String from, ReleaseFiles files, Optional<Release> release) {
        byte[] archive() {
            return release.map(Release::toBytes).orElseGet(files::pack);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (named.isEmpty()) {
            throw new IllegalArgumentException("name a published version or a directory: governor shadow VERSION|DIR");
        }
        Sent sent = Files.isDirectory(Path.of(named)) ? directory() : release();
        ActiveRules rules = CandidateAdmission.admit(sent.files(), sent.from(), Admission.of(System.getenv()));
        Candidate candidate = Candidate.of(
                RulebookFiles.of(rules.texts()), sent.from(), operator.here().name(), Instant.now());
        try (OpenShadow open = new OpenShadow()) {
            open.store().put(candidate, sent.archive(), operator.here());
            out.println("candidate " + candidate.title() + " from " + candidate.from() + " is announced");
            out.flush();
            List<DaemonShadow> daemons = answers(candidate, open.store());
            daemons.forEach(daemon -> out.println(ShadowText.line(daemon)));
            if (daemons.isEmpty()) {
                out.println("no daemon has answered; daemons that start later will take it");
            }
            out.println(Next.lines("shadow report", "shadow stop"));
            out.flush();
            return daemons.stream().mapToInt(ShadowCommand::exitCode).max().orElse(0);
        }
    }

    private Sent directory() {
        if (keys.areGiven()) {
            throw new ReleaseException("with GOV_RULEBOOK_KEYS daemons take signed releases only; release and publish "
                    + named + " first (that activates nothing), then run governor shadow VERSION");
        }
        ReleaseFiles files = ReleaseFiles.read(Path.of(named));
        return new Sent(Path.of(named).toAbsolutePath().normalize().toString(), files, Optional.empty());
    }

    private Sent release() {
        if (!ReleaseManifest.isVersion(named)) {
            throw new IllegalArgumentException(named + " is neither a directory nor a version like 1.2.0");
        }
        try (OpenDesk open = new OpenDesk(keys.trusted())) {
            Release release = open.desk().release(named);
            return new Sent("release " + named, release.files(), Optional.of(release));
        }
    }

    /** Waits until every daemon that has heard of it has made up its mind. */
    private static List<DaemonShadow> answers(Candidate candidate, CandidateStore store) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
            List<DaemonShadow> daemons = store.told(candidate);
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            boolean decided =
                    daemons.stream().noneMatch(daemon -> daemon.state().equals(DaemonShadow.TAKING));
            if (waited.compareTo(decided ? UNTIL_ALL_HAVE_LOOKED : UNTIL_ADMITTED) > 0) {
                return daemons;
            }
        }
    }

    private static int exitCode(DaemonShadow daemon) {
        return daemon.step().isEmpty()
                ? 0
                : Step.valueOf(daemon.step().toUpperCase(Locale.ROOT)).exitCode();
    }
}
