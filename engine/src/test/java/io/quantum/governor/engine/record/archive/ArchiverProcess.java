package io.quantum.governor.engine.record.archive;

import io.lettuce.core.RedisClient;
import io.quantum.governor.engine.decide.plan.PlanLoops;

/** Archives until it is killed: {@code REDIS_URL ARCHIVE_URL}. */
final class ArchiverProcess {
    private ArchiverProcess() {}

    public static void main(String[] arguments) {
        RedisClient redis = RedisClient.create(arguments[0]);
        Archiver archiver = new Archiver(ArchiveUrl.of(arguments[1]), () -> redis.connect(PlanLoops.CODEC));
        archiver.run();
        System.out.println("ready");
        while (true) {
            archiver.run();
        }
    }
}
