package io.quantum.governor.engine.tools.cli;

import io.lettuce.core.RedisException;
import io.quantum.governor.engine.base.process.DaemonId;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.disarm.ApplyConfig;
import io.quantum.governor.engine.decide.disarm.ApplyLayer;
import io.quantum.governor.engine.decide.disarm.RestartCommand;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.record.audit.Deeds;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
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
    private static final Duration LONGEST_ANNOUNCEMENT = Duration.ofSeconds(2);

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
     * @param name of the deed and its event when it is done; with {@code _FAILED} when it is not
     * @return the exit code
     */
    int to(String mode, String name) throws InterruptedException {
        Map<String, String> fields = new LinkedHashMap<>(
                Map.of("mode", mode, "config", config().file().toString()));
        String fault = "";
        String before = "";
        expect(mode);
        try {
            before = modeNow();
            fields.put("from", before);
            new ApplyLayer(config(), new RestartCommand(settings.disarmRestart())).switchTo(mode, Instant.now());
            out.println(config().file() + " sets APPLY_MODE=" + mode + " now, and the executor was restarted");
        } catch (IOException e) {
            fault = String.valueOf(e.getMessage());
            fields.put("why", fault);
            if (!isSet(mode)) {
                expect(before);
            }
            out.println(
                    isSet(mode)
                            ? config().file() + " sets APPLY_MODE=" + mode + ", but the executor was NOT restarted: "
                                    + fault
                            : "NOT done: " + fault);
        }
        Deed deed = OpenRedis.deed(fault.isEmpty() ? name : name + "_FAILED", operator)
                .changing(before, isSet(mode) ? mode : before)
                .and(fields);
        boolean recorded = record(deed);
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

    /** Daemons that see the file change know then that it is no stranger's doing. The file waits for no Redis. */
    private void expect(String mode) throws InterruptedException {
        Thread announcing = new Thread(
                () -> {
                    try (OpenRedis redis = new OpenRedis(settings)) {
                        redis.deeds().expect(Deeds.applyMode(DaemonId.host(), config().file()), mode);
                    } catch (RedisException e) {
                        // it is told when the record can't be written either
                        return;
                    }
                },
                "announcement");
        announcing.setDaemon(true);
        announcing.start();
        announcing.join(LONGEST_ANNOUNCEMENT.toMillis());
    }

    private boolean record(Deed deed) {
        try (OpenRedis redis = new OpenRedis(settings)) {
            redis.deeds().tell(deed, OpenRedis.event(deed));
            out.println("recorded as " + deed.deed() + " by " + deed.who());
            return true;
        } catch (RedisException e) {
            out.println("NOT recorded as " + deed.deed() + ": " + InputOutput.sentence(e));
            return false;
        }
    }
}
