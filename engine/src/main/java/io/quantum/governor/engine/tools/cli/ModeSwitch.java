package io.quantum.governor.engine.tools.cli;

import io.lettuce.core.RedisException;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.disarm.ApplyConfig;
import io.quantum.governor.engine.decide.disarm.ApplyLayer;
import io.quantum.governor.engine.decide.disarm.RestartCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An operator puts the executor into another mode.
 *
 * @param settings the environment's
 * @param operator who, and why
 * @param out what the operator reads
 */
record ModeSwitch(Settings settings, OperatorOption operator, PrintWriter out) {

    ApplyConfig config() {
        return new ApplyConfig(settings.applyConfig());
    }

    /** The mode that the file sets, in words. */
    String modeNow() throws IOException {
        return config().read().mode().orElse("(no APPLY_MODE)");
    }

    /**
     * Does it and records it, and that it failed.
     *
     * @param event recorded when it is done; with {@code _FAILED} when it is not
     * @return the exit code
     */
    int to(String mode, String event) throws InterruptedException {
        Map<String, String> fields = new LinkedHashMap<>(
                Map.of("mode", mode, "config", config().file().toString()));
        String fault = "";
        try {
            fields.put("from", modeNow());
            new ApplyLayer(config(), new RestartCommand(settings.disarmRestart())).switchTo(mode, Instant.now());
            out.println(config().file() + " sets APPLY_MODE=" + mode + " now, and the executor was restarted");
        } catch (IOException e) {
            fault = String.valueOf(e.getMessage());
            fields.put("why", fault);
            out.println(
                    isSet(mode)
                            ? config().file() + " sets APPLY_MODE=" + mode + ", but the executor was NOT restarted: "
                                    + fault
                            : "NOT done: " + fault);
        }
        boolean recorded = record(fault.isEmpty() ? event : event + "_FAILED", fields);
        out.flush();
        return fault.isEmpty() && recorded ? 0 : Main.USAGE;
    }

    private boolean isSet(String mode) {
        try {
            return modeNow().equals(mode);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean record(String event, Map<String, String> fields) {
        try (OpenRedis redis = new OpenRedis(settings)) {
            redis.tell(event, operator, fields);
            out.println("recorded as " + event + " by " + operator.name());
            return true;
        } catch (RedisException e) {
            out.println("NOT recorded as " + event + ": " + InputOutput.sentence(e));
            return false;
        }
    }
}
