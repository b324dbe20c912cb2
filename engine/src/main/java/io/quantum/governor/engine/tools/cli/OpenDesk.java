package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.serve.release.Comparisons;
import io.quantum.governor.engine.serve.release.ReleaseDesk;
import io.quantum.governor.engine.serve.release.TrustedKeys;
import java.time.Clock;
import java.time.InstantSource;
import java.util.function.LongConsumer;

/** The releases in the Redis that the environment names, for as long as a command runs. */
final class OpenDesk implements AutoCloseable {
    private final OpenRedis redis;
    private final ReleaseDesk desk;

    OpenDesk(TrustedKeys keys) {
        Settings settings = RunCommand.settings();
        redis = new OpenRedis(settings);
        desk = new ReleaseDesk(
                redis.connection(),
                settings.streams().events(),
                keys,
                (before, after) -> Comparisons.of(before, after, compared()).change(),
                Clock.systemUTC());
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
        redis.close();
    }
}
