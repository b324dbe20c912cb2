package io.quantum.governor.engine.rules.life;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of an attempt to replace the rules in force.
 *
 * @param result {@link #ACTIVATED}, {@link #REFUSED} or {@link #UNCHANGED}
 * @param at when
 * @param from where the rulebook was read
 * @param inForce what decides now
 * @param refusedAt the step that refused it; empty when it was not refused
 * @param why what is wrong with it, for people; empty when it was not refused
 */
public record Reload(
        String result, Instant at, String from, ActiveRules inForce, Optional<Step> refusedAt, String why) {
    /** The new rules decide. */
    public static final String ACTIVATED = "activated";
    /** Something is wrong with them, and those before stay in force. */
    public static final String REFUSED = "refused";
    /** They are those in force. */
    public static final String UNCHANGED = "unchanged";

    public boolean isRefused() {
        return result.equals(REFUSED);
    }
}
