package io.quantum.governor.lab.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.serve.status.DaemonPage;
import io.quantum.governor.engine.serve.status.StatusText;
import java.time.Clock;
import java.time.Duration;

/**
 * Who looks how the governor is, and re-arms the executor.
 *
 * @param executor what the governor disarms
 * @param governor where its pages are
 */
record Operator(Executor executor, String governor, Screen screen, Clock clock) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final String DISARMED = "carried out today";

    /**
     * Waits until the governor has disarmed the executor and decides in dry_run, and shows what it says of itself.
     *
     * @throws DemoFailure when it does not
     */
    void awaitDisarmed() {
        JsonNode status = await("dry_run");
        screen.announce("the governor has put the executor into dry_run; what governor status says:");
        screen.show(StatusText.of(status).lines().toList());
    }

    /** Puts the executor back into the mode of the beginning. */
    void rearm() {
        screen.announce("an operator re-arms the executor; there is one such disarm a day");
        executor.rearm(clock);
        await(executor.mode());
    }

    private JsonNode await(String mode) {
        long begun = System.nanoTime();
        JsonNode status = status();
        while (!status.path("mode").asText().equals(mode)
                || !status.path("disarm").path("state").asText().equals(DISARMED)) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new DemoFailure("the governor is not in " + mode + " after " + PATIENCE.toSeconds() + " s");
            }
            EndOfDemo.sleep(POLL);
            status = status();
        }
        return status;
    }

    private JsonNode status() {
        return DaemonPage.of(governor, "/api/status")
                .json()
                .orElseThrow(() -> new DemoFailure("the governor does not say how it is"));
    }
}
