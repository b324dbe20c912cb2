package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.serve.act.ModeDesk;
import java.io.PrintWriter;

/**
 * An operator puts the executor into another mode, and reads what becomes of it.
 *
 * @param settings the environment's
 * @param out what the operator reads
 */
record ModeSwitch(Settings settings, PrintWriter out) {

    ModeDesk desk() {
        return new ModeDesk(settings, what -> {
            try (OpenRedis redis = new OpenRedis(settings)) {
                what.accept(redis.deeds());
            }
        });
    }

    /**
     * Says what became of it.
     *
     * @return the exit code
     */
    int told(ModeDesk.Switched switched, String mode) {
        String sets = settings.applyConfig() + " sets APPLY_MODE=" + mode;
        out.println(
                switched.fault().isEmpty()
                        ? sets + " now, and the executor was restarted"
                        : switched.isSet()
                                ? sets + ", but the executor was NOT restarted: " + switched.fault()
                                : "NOT done: " + switched.fault());
        String name = switched.deed().deed();
        out.println(switched.unrecorded()
                .map(e -> "NOT recorded as " + name + ": " + InputOutput.sentence(e))
                .orElseGet(
                        () -> "recorded as " + name + " by " + switched.deed().who()));
        out.flush();
        return switched.fault().isEmpty() && switched.unrecorded().isEmpty() ? 0 : Main.USAGE;
    }
}
