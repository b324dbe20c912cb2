package io.quantum.governor.engine.serve.daemon;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.process.DaemonId;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.record.audit.Deeds;
import io.quantum.governor.engine.rules.life.RulesSource;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.loaders.redis.KillSwitches;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts on record what was changed without the governor's commands, also while no daemon ran: a kill switch in Redis, the
 * file that sets the apply mode, thresholds in the environment. Whichever daemon notices a change first does so, and
 * nobody a second time. For use by one thread.
 */
final class OutsideChanges {
    /** An operator's command has told by then that it is at it, however busy the machine is. */
    private static final Duration UNTIL_A_STRANGER = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(OutsideChanges.class);

    private final Sources sources;
    private final String events;
    private final Supplier<ApplyMode> mode;
    private final RulesSource rules;
    private final String modeState;
    private final String modeFile;
    private final String overridesState = Deeds.overrides(DaemonId.host());
    private String lastMode = "";
    private String seenMode = "";
    private Instant seenSince = Instant.EPOCH;
    private String lastOverrides = "";
    private boolean started;

    OutsideChanges(Settings settings, Sources sources, Supplier<ApplyMode> mode, RulesSource rules) {
        this.sources = sources;
        this.events = settings.streams().events();
        this.mode = mode;
        this.rules = rules;
        this.modeFile = settings.applyConfig().toString();
        this.modeState = Deeds.applyMode(DaemonId.host(), settings.applyConfig());
    }

    /**
     * Looks once; to be called every second.
     *
     * @return each kill switch by its key, as {@link KillSwitches#states} tells them
     * @throws io.lettuce.core.RedisException when Redis does not answer; the next look catches up
     */
    Map<String, String> look(StatefulRedisConnection<String, byte[]> redis, Duration timeout) {
        Deeds deeds = new Deeds(redis, events);
        String known = "";
        boolean refused = false;
        try {
            // before the look at the switches: who turns one meanwhile changes this too, and is not taken for a
            // stranger
            known = deeds.known(Deeds.KILL_SWITCH);
        } catch (RedisLoadingException e) {
            throw e;
        } catch (RedisCommandExecutionException e) {
            LOG.debug("what was changed can't be put on record: {}", e.getMessage());
            refused = true;
        }
        Map<String, String> states = KillSwitches.states(redis, timeout);
        if (!refused) {
            putOnRecord(deeds, known, KillSwitches.words(states));
        }
        return states;
    }

    /** What stands in the way of the record keeps nobody from seeing the switches. */
    private void putOnRecord(Deeds deeds, String known, String kill) {
        try {
            killSwitches(deeds, known, kill);
            mode(deeds, mode.get().name());
            overrides(deeds, String.join("; ", rules.get().thresholds().overrides()));
            started = true;
        } catch (RedisCommandExecutionException e) {
            LOG.debug("what was changed can't be put on record: {}", e.getMessage());
        }
    }

    private void killSwitches(Deeds deeds, String known, String now) {
        if (now.equals(known)) {
            return;
        }
        boolean unknown = known.isEmpty();
        if (unknown && now.equals(KillSwitches.OFF)) {
            deeds.expect(Deeds.KILL_SWITCH, now);
            return;
        }
        boolean wasOff = unknown || known.equals(KillSwitches.OFF);
        String name = now.equals(KillSwitches.OFF)
                ? Deed.KILL_SWITCH_OFF
                : wasOff ? Deed.KILL_SWITCH_ON : Deed.KILL_SWITCH_CHANGED;
        Deed deed =
                noticed(name, "unknown: changed in Redis by another program").changing(known, now);
        Map<String, String> event = new LinkedHashMap<>();
        event.put("event", name);
        event.put("timestamp", Long.toString(deed.at().getEpochSecond()));
        event.put("by", deed.who());
        event.put("reason", "");
        event.put("governor", sources.owner());
        if (deeds.change(Deeds.KILL_SWITCH, known, now, deed, event)) {
            LOG.warn("the kill switch is {} now, was {}; it was not turned by governor kill", now, known);
        }
    }

    /** Only a change that this daemon sees counts: another one may have looked at the file later. */
    private void mode(Deeds deeds, String now) {
        if (!now.equals(seenMode)) {
            seenMode = now;
            seenSince = sources.clock().instant();
        }
        boolean isFresh = sources.clock().instant().isBefore(seenSince.plus(UNTIL_A_STRANGER));
        if (now.equals(lastMode) || isFresh) {
            return;
        }
        String known = deeds.known(modeState);
        if (known.isEmpty()) {
            deeds.expect(modeState, now);
        } else if (!known.equals(now)) {
            Deed deed = noticed(seenSince, Deed.APPLY_MODE_CHANGED, "unknown: changed by hand or by another program")
                    .changing(known, now)
                    .and(Map.of("config", modeFile));
            deeds.change(modeState, known, now, deed, Map.of());
        }
        lastMode = now;
    }

    /** A daemon that starts with some says so, whatever was known of an earlier one. */
    private void overrides(Deeds deeds, String now) {
        boolean starts = !started && !now.isEmpty();
        if (now.equals(lastOverrides) && started) {
            return;
        }
        String known = deeds.known(overridesState);
        if (starts || !known.equals(now)) {
            var manifest = rules.get().rulebook().manifest();
            Deed deed = noticed(Deed.THRESHOLDS_OVERRIDDEN, "unknown: whoever set the daemon's environment")
                    .because(starts ? "the daemon starts" : "")
                    .changing(known, now.isEmpty() ? "none" : now)
                    .on(manifest.version(), rules.get().rulebook().digest());
            deeds.change(overridesState, known, now, deed, Map.of());
        }
        lastOverrides = now;
    }

    private Deed noticed(String name, String who) {
        return noticed(sources.clock().instant(), name, who);
    }

    private Deed noticed(Instant at, String name, String who) {
        return Deed.of(name, at, who, "noticed by " + sources.owner());
    }
}
