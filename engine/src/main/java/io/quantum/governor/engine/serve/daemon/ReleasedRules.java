package io.quantum.governor.engine.serve.daemon;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.quantum.governor.engine.base.process.DaemonId;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.rules.life.Admission;
import io.quantum.governor.engine.rules.life.Reload;
import io.quantum.governor.engine.rules.life.Reloads;
import io.quantum.governor.engine.rules.rulebook.RulebookException;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.serve.release.Release;
import io.quantum.governor.engine.serve.release.ReleaseFollower;
import io.quantum.governor.engine.serve.release.TrustedKeys;
import io.quantum.governor.loaders.redis.RedisFault;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules of a daemon that decides by signed releases only: those of the active release in Redis, first and later. */
public final class ReleasedRules implements AutoCloseable {
    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(ReleasedRules.class);

    private final RedisClient redis;
    private final TrustedKeys keys;
    private final Admission admission;
    private final String daemon = DaemonId.make();
    private Optional<ReleaseFollower> follower = Optional.empty();
    private Optional<Admission.Admitted> first = Optional.empty();
    private Optional<Reloads> reloads = Optional.empty();
    private volatile String problem = "";
    private volatile String by = "";
    private boolean away;

    /**
     * Connects to nothing yet.
     *
     * @param keys whose signatures count
     * @param admission says which rulebooks may decide
     */
    public ReleasedRules(Settings settings, TrustedKeys keys, Admission admission) {
        this.redis = RedisClients.of(settings.redis());
        this.keys = keys;
        this.admission = admission;
    }

    /** By what the daemon calls itself. */
    String daemon() {
        return daemon;
    }

    /** Waits for the first release that may decide; the log says what it is waiting for. */
    public Admission.Admitted awaitFirst() throws InterruptedException {
        look();
        while (first.isEmpty()) {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
            look();
        }
        return first.get();
    }

    /** From now on other releases replace the first one. */
    synchronized void hand(Reloads to) {
        reloads = Optional.of(to);
    }

    /** One look for another active release. While Redis is away everything stays as it is. */
    synchronized void look() {
        try {
            follower = Optional.of(follower.orElseGet(this::connect));
            problem = follower.get().look().problem();
            away = false;
        } catch (RedisException e) {
            if (!away) {
                LOG.warn("Redis does not answer; the active release is looked for again: {}", RedisFault.words(e));
            }
            away = true;
        }
    }

    /** Why the active release does not decide; empty when it does. */
    String problem() {
        return problem;
    }

    /**
     * Who released what was taken last, and why, and who activated it, or went back to it: {@code ", released by alice (user
     * al): smaller caps; activated by bob at 2026-11-30T10:00:00Z: the caps were too wide"}.
     */
    String by() {
        return by;
    }

    private ReleaseFollower connect() {
        return new ReleaseFollower(redis.connect(PlanLoops.CODEC), keys, daemon, this::take, Clock.systemUTC());
    }

    private void take(Release release, String said) {
        RulebookTexts texts = release.texts();
        by = ", released by " + keys.nameOf(release.signed().key()) + " (user "
                + release.manifest().user() + "): " + release.manifest().reason() + "; " + said;
        if (reloads.isEmpty()) {
            first = Optional.of(admission.admit(texts));
            return;
        }
        Reload reload = reloads.get().activate(() -> texts, texts.where());
        if (reload.isRefused()) {
            throw new RulebookException(reload.why());
        }
    }

    @Override
    public void close() {
        RedisClients.close(redis);
    }
}
