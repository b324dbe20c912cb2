package io.quantum.governor.engine.serve.act;

import io.lettuce.core.RedisException;
import io.quantum.governor.engine.base.process.DaemonId;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.disarm.ApplyConfig;
import io.quantum.governor.engine.decide.disarm.ApplyLayer;
import io.quantum.governor.engine.decide.disarm.Disarmer;
import io.quantum.governor.engine.decide.disarm.RestartCommand;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.record.audit.Deeds;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Puts the executor into another mode. */
public final class ModeDesk {
    /** The deed, and the event, of an executor that an operator has put into dry_run. */
    public static final String DISARMED = "DISARMED";

    /** The deed, and the event, of an executor that executes orders again. */
    public static final String REARMED = "REARMED";

    private static final Duration LONGEST_ANNOUNCEMENT = Duration.ofSeconds(2);

    private final ApplyConfig config;
    private final RestartCommand restart;
    private final OnRecord record;

    /** Where deeds are put on record, by a connection that is there for as long as it takes. */
    public interface OnRecord {
        /** Fails with a {@link RedisException} when Redis can't be reached. */
        void put(Consumer<Deeds> what);
    }

    public ModeDesk(Settings settings, OnRecord record) {
        config = new ApplyConfig(settings.applyConfig());
        restart = new RestartCommand(settings.disarmRestart());
        this.record = record;
    }

    /**
     * What became of it.
     *
     * @param deed what is on record, or should be
     * @param isSet whether the file sets the mode now
     * @param fault why it was not done, or not wholly; empty when it was
     * @param unrecorded why it is not on record; empty when it is
     */
    public record Switched(Deed deed, boolean isSet, String fault, Optional<RedisException> unrecorded) {}

    /** The executor's file. */
    public ApplyConfig config() {
        return config;
    }

    /** The mode that the file sets, in words. */
    public String modeNow() throws IOException {
        return config.read().mode().orElse("(no APPLY_MODE)");
    }

    /** Puts it into dry_run. */
    public Switched disarm(Operator operator) throws InterruptedException {
        return to(Disarmer.DRY_RUN, DISARMED, operator);
    }

    /** Puts it into a mode in which orders are executed. */
    public Switched rearm(String mode, Operator operator) throws InterruptedException {
        return to(mode, REARMED, operator);
    }

    /** Does it and records it, and that it failed. */
    private Switched to(String mode, String name, Operator operator) throws InterruptedException {
        Map<String, String> fields =
                new LinkedHashMap<>(Map.of("mode", mode, "config", config.file().toString()));
        String fault = "";
        String before = "";
        expect(mode);
        try {
            before = modeNow();
            fields.put("from", before);
            new ApplyLayer(config, restart).switchTo(mode, Instant.now());
        } catch (IOException e) {
            fault = String.valueOf(e.getMessage());
            fields.put("why", fault);
            if (!isSet(mode)) {
                expect(before);
            }
        }
        Deed deed = operator.deed(fault.isEmpty() ? name : name + "_FAILED")
                .changing(before, isSet(mode) ? mode : before)
                .and(fields);
        return new Switched(deed, isSet(mode), fault, put(deed));
    }

    private boolean isSet(String mode) {
        try {
            return modeNow().equals(mode);
        } catch (IOException e) {
            return false;
        }
    }

    private Optional<RedisException> put(Deed deed) {
        try {
            record.put(deeds -> deeds.tell(deed, Operator.event(deed)));
            return Optional.empty();
        } catch (RedisException e) {
            return Optional.of(e);
        }
    }

    /** Daemons that see the file change know then that it is no stranger's doing. The file waits for no Redis. */
    private void expect(String mode) throws InterruptedException {
        Thread announcing = new Thread(
                () -> {
                    try {
                        record.put(deeds -> deeds.expect(Deeds.applyMode(DaemonId.host(), config.file()), mode));
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
}
