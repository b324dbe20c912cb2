package io.quantum.governor.engine.tools.cli;

import ch.qos.logback.classic.LoggerContext;
import io.quantum.governor.engine.base.settings.ObserveSettings;
import io.quantum.governor.engine.base.settings.Role;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.base.settings.Strays;
import io.quantum.governor.engine.decide.plan.DecisionLog;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.life.Admission;
import io.quantum.governor.engine.rules.life.AdmissionProcess;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.engine.serve.daemon.Daemon;
import io.quantum.governor.engine.serve.daemon.ObserverDaemon;
import io.quantum.governor.engine.serve.daemon.ReleasedRules;
import io.quantum.governor.engine.serve.daemon.Systemd;
import io.quantum.governor.engine.serve.observe.KnownDifferences;
import io.quantum.governor.engine.serve.release.Release;
import io.quantum.governor.engine.serve.release.ReleaseException;
import io.quantum.governor.engine.serve.release.TrustedKeys;
import io.quantum.governor.engine.serve.shadow.CandidateAdmission;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code governor run}: the daemon. */
@Command(
        name = "run",
        description = "Runs the daemon. It is configured by environment variables; see docs/contract.md.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {
            "0:never; SIGTERM ends it with 143, Ctrl-C with 130",
            "1:usage, settings or I/O",
            "3:a rule file, key or signature is wrong",
            "4:a rule test fails",
            "7:a canary fails"
        })
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Option(
            names = "--roles",
            paramLabel = "ROLES",
            defaultValue = "${env:GOV_ROLES:-governor,budget,allocation}",
            description = "What it does, separated by commas: governor (decides plans), budget (works out portfolio"
                    + " budgets), allocation (proposes allocation targets). Default: GOV_ROLES, else all of them.")
    private String roles = "";

    @Option(
            names = "--observe",
            description = "Decides nothing: judges each plan and compares that with what another governor decides. See"
                    + " governor observe report, and docs/migration.md.")
    private boolean observes;

    @Override
    public Integer call() throws InterruptedException {
        if (observes) {
            return observe();
        }
        Settings settings = Settings.read(System.getenv(), RulesDirectory.shipped(), Role.parse(roles));
        Systemd systemd = new Systemd(System.getenv());
        // nothing decides yet that the first rulebook could hold up
        Admission atStart = Admission.of(System.getenv());
        AdmissionProcess apart = new AdmissionProcess();
        Optional<ReleasedRules> releases =
                settings.rulebookKeys().map(keys -> new ReleasedRules(settings, TrustedKeys.read(keys), atStart));
        Admission.Admitted first = releases.isPresent()
                ? releases.get().awaitFirst()
                : atStart.admit(RulebookTexts.read(settings.rules()));
        warnOfStrays(first.rules());
        Admission admission = Admission.of(System.getenv(), apart);
        Daemon daemon = new Daemon(settings, admission, first, releases, new DecisionLog());
        systemd.started(daemon);
        Hangup.calls(daemon::reload);
        apart.practiseSoon(first.rules().texts());
        awaitEnd(() -> {
            systemd.close();
            apart.close();
            daemon.close();
        });
        return 0;
    }

    private static void warnOfStrays(ActiveRules rules) {
        Strays.sentences(System.getenv(), ThresholdValues.variables(rules.rulebook()))
                .forEach(LOG::warn);
    }

    /** Waits until the process is told to end, and ends what it runs. */
    private static void awaitEnd(Runnable close) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                close.run();
                            } finally {
                                LOG.info("governor stopped");
                                writeLog();
                                ended.countDown();
                            }
                        },
                        "shutdown"));
        ended.await();
    }

    /** Those of the release that daemons decide by, of which an observer takes no part. */
    private static ActiveRules active(TrustedKeys keys, Admission admission) {
        try (OpenDesk open = new OpenDesk(keys)) {
            Release release = open.desk()
                    .active()
                    .orElseThrow(() -> new ReleaseException("no release is active; activate one, or unset"
                            + " GOV_RULEBOOK_KEYS to observe by the rules in GOV_RULES_DIR"));
            return CandidateAdmission.admit(
                    release.files(), "release " + release.manifest().version(), admission);
        }
    }

    private static int observe() throws InterruptedException {
        Settings settings = settings();
        ObserveSettings observe = ObserveSettings.read(System.getenv());
        KnownDifferences known = observe.known().map(KnownDifferences::read).orElse(KnownDifferences.NONE);
        Systemd systemd = new Systemd(System.getenv());
        Admission admission = Admission.of(System.getenv());
        ActiveRules rules = settings.rulebookKeys()
                .map(keys -> active(TrustedKeys.read(keys), admission))
                .orElseGet(() ->
                        admission.admit(RulebookTexts.read(settings.rules())).rules());
        warnOfStrays(rules);
        ObserverDaemon daemon = new ObserverDaemon(settings, observe.page(), rules, known);
        systemd.started(daemon);
        awaitEnd(() -> {
            systemd.close();
            daemon.close();
        });
        return 0;
    }

    /** What waits to be logged would be lost with the process. */
    private static void writeLog() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext log) {
            log.stop();
        }
    }

    /** The settings of the environment, for a command that has nothing to do with cycles. */
    static Settings settings() {
        return Settings.read(System.getenv(), RulesDirectory.shipped(), Set.of(Role.GOVERNOR));
    }
}
