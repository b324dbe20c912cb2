package io.quantum.governor.engine.cli;

import io.lettuce.core.RedisClient;
import io.quantum.governor.engine.daemon.RedisClients;
import io.quantum.governor.engine.plan.PlanLoops;
import io.quantum.governor.engine.release.Comparisons;
import io.quantum.governor.engine.release.ReleaseDesk;
import io.quantum.governor.engine.release.TrustedKeys;
import io.quantum.governor.engine.settings.Role;
import io.quantum.governor.engine.settings.Settings;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.LongConsumer;

/** The releases in the Redis that the environment names, for as long as a command runs. */
final class OpenDesk implements AutoCloseable {
    private final RedisClient client;
    private final ReleaseDesk desk;

    OpenDesk(TrustedKeys keys) {
        Settings settings = Settings.read(System.getenv(), RunCommand.shippedRules(), Set.of(Role.GOVERNOR));
        client = RedisClients.of(settings.redis());
        try {
            desk = new ReleaseDesk(
                    client.connect(PlanLoops.CODEC),
                    settings.streams().events(),
                    keys,
                    (before, after) -> Comparisons.of(before, after, compared()).change(),
                    Clock.systemUTC());
        } catch (RuntimeException e) {
            RedisClients.close(client);
            throw e;
        }
    }

    /** Tells people how far a comparison is. */
    static LongConsumer compared() {
        return new Progress(System.err, InstantSource.system(), "probes compared")::step;
    }

    ReleaseDesk desk() {
        return desk;
    }

    @Override
    public void close() {
        RedisClients.close(client);
    }
}
