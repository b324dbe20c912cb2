package io.quantum.governor.engine.decide.disarm;

import io.lettuce.core.RedisClient;
import io.quantum.governor.engine.decide.disarm.ApplyLayer.Step;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.facts.ApplyMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A governor's disarming in a JVM of its own, which stops at a place between the decision and the event, says so by a file,
 * and waits there to be killed. Has no rules: nothing here asks for them.
 */
final class DyingGovernor {
    /** Where it stops: before each step, once the last one is taken, and once Redis has the event. */
    enum Place {
        BACK_UP(0),
        CHANGE(1),
        RESTART(2),
        RECORD(3),
        RECORDED(4);

        private final int stepsBefore;

        Place(int stepsBefore) {
            this.stepsBefore = stepsBefore;
        }
    }

    private DyingGovernor() {}

    /**
     * Disarms as far as a place.
     *
     * @param arguments the Redis, the executor's file, its restart command, the place, the file that says it is there
     */
    public static void main(String[] arguments) {
        Place place = Place.valueOf(arguments[3]);
        Path there = Path.of(arguments[4]);
        ApplyLayer executor = new ApplyLayer(new ApplyConfig(Path.of(arguments[1])), new RestartCommand(arguments[2]));
        List<Step> steps = new ArrayList<>(executor.steps("dry_run"));
        if (place != Place.RECORDED) {
            steps.add(place.stepsBefore, (timestamp, meanwhile) -> awaitDeath(there));
        }
        RedisClient client = RedisClient.create(arguments[0]);
        new Disarmer(
                        () -> new DisarmStore(
                                client.connect(PlanLoops.CODEC),
                                "dying",
                                RedisView.EVENTS,
                                Duration.ofMillis(300),
                                Duration.ofSeconds(60)),
                        executor.config(),
                        steps,
                        new ErrorWatch(
                                () -> {
                                    throw new IllegalStateException("there are no errors to ask about");
                                },
                                () -> new ApplyMode("production")),
                        reason -> awaitDeath(there),
                        Clock.systemUTC())
                .look();
    }

    private static void awaitDeath(Path there) {
        try {
            Files.createFile(there);
            Thread.sleep(Long.MAX_VALUE);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
