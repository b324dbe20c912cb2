package io.quantum.governor.engine.decide.disarm;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * The executor, as it is switched to another mode: its configuration file is backed up and changed, and it is restarted.
 *
 * @param config its configuration file
 * @param restart makes it take that
 */
public record ApplyLayer(ApplyConfig config, RestartCommand restart) {
    /** One of the things to do. Doing it again is harmless. */
    interface Step {
        /**
         * Does it.
         *
         * @param timestamp names the back-up, Unix seconds
         * @param meanwhile called twice a second by a step that takes long
         * @throws IOException saying in a sentence why it failed
         * @throws InterruptedException when the daemon ends
         */
        void take(long timestamp, Runnable meanwhile) throws IOException, InterruptedException;
    }

    /** What puts the executor into a mode, in order. */
    List<Step> steps(String mode) {
        return List.of(
                (timestamp, meanwhile) -> config.backUp(timestamp),
                (timestamp, meanwhile) -> config.setMode(mode),
                (timestamp, meanwhile) -> restart.run(meanwhile));
    }

    /**
     * Puts the executor into a mode, for a person who asks for it.
     *
     * @throws IOException saying in a sentence why it failed; what was done stays done
     */
    public void switchTo(String mode, Instant now) throws IOException, InterruptedException {
        long timestamp = now.getEpochSecond();
        while (config.isBackedUp(timestamp)) {
            timestamp++;
        }
        for (Step step : steps(mode)) {
            step.take(timestamp, () -> {});
        }
    }
}
