package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.base.settings.NotifySettings;
import io.quantum.governor.engine.base.settings.NotifyTarget;
import io.quantum.governor.engine.serve.notify.Answer;
import io.quantum.governor.engine.serve.notify.Message;
import io.quantum.governor.engine.serve.notify.Notifications;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code governor notify test}: whether messages arrive. */
@Command(
        name = "test",
        description = {
            "Sends a test message to each target that GOV_NOTIFY or GOV_NOTIFY_FILE names, and says whether it was taken."
                    + " Needs no governor and no Redis.",
            "Give it the daemon's settings. PagerDuty opens an incident, which you resolve by hand; Alertmanager's alert ends"
                    + " after five minutes."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:each target has taken it", "1:usage, no target is set, or one has not taken it"},
        footer = {"", "Example:", "  governor notify test --target slack"})
final class NotifyTestCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--target", paramLabel = "NAME", description = "Only this one, such as slack or slack-2.")
    private String only = "";

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        NotifySettings all = RunCommand.settings().notifications();
        if (!all.isOn()) {
            throw new IllegalArgumentException("no target is set; give GOV_NOTIFY one, such as slack:https://..., or"
                    + " GOV_NOTIFY_FILE a file of them. See docs/notifications.md");
        }
        AtomicBoolean failed = new AtomicBoolean();
        Clock clock = Clock.systemUTC();
        Notifications.test(asked(all), Message.test(clock.instant()), clock, (target, answer) -> {
            failed.compareAndSet(false, !answer.isDelivered());
            out.println(target + ": " + sentence(answer));
            out.flush();
        });
        return failed.get() ? Main.USAGE : 0;
    }

    private NotifySettings asked(NotifySettings all) {
        List<NotifyTarget> asked = all.targets().stream()
                .filter(target -> only.isEmpty() || target.name().equals(only))
                .toList();
        if (asked.isEmpty()) {
            throw new IllegalArgumentException("--target: there is no '" + only + "' among " + all.targets());
        }
        return new NotifySettings(asked, all.secret(), all.heartbeat(), all.warnRatio(), all.dashboard(), all.outbox());
    }

    private static String sentence(Answer answer) {
        return answer.isDelivered()
                ? "delivered in " + answer.millis() + " ms"
                : "failed: " + answer.why() + "; " + answer.remedy();
    }
}
