package io.quantum.governor.engine.serve.release;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.rules.rulebook.ShortDigest;
import java.time.Clock;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one daemon at the active release: verifies what is ordered, hands it over, and tells everybody what the daemon
 * runs. What is refused changes nothing; the release before goes on. Not for use by several threads.
 */
public final class ReleaseFollower {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseFollower.class);

    private final StatefulRedisConnection<String, byte[]> redis;
    private final ReleaseStore store;
    private final TrustedKeys keys;
    private final String daemon;
    private final Taker taker;
    private final Clock clock;

    private byte[] taken = {};
    private byte[] refused = {};
    private DaemonReport report;

    /** Who decides by releases. */
    public interface Taker {
        /**
         * Takes a release; when this returns, plans are decided by it.
         *
         * @param release verified
         * @param said who activated it, or went back to it, when and why, and who approved
         * @throws RuntimeException when it can't be used; the message says why, in a sentence
         */
        void take(Release release, String said);
    }

    /**
     * @param redis for this follower alone
     * @param keys whose signatures count
     * @param daemon the daemon's name, which no other has
     */
    public ReleaseFollower(
            StatefulRedisConnection<String, byte[]> redis, TrustedKeys keys, String daemon, Taker taker, Clock clock) {
        this.redis = redis;
        this.store = new ReleaseStore(redis, "");
        this.keys = keys;
        this.daemon = daemon;
        this.taker = taker;
        this.clock = clock;
        this.report = new DaemonReport(daemon, "", "", Times.text(clock.instant()), "");
    }

    /**
     * Looks once; to be called every second.
     *
     * @return what the daemon runs now, and why that is not the active release if it is not
     * @throws RedisException when Redis does not answer; everything stays as it is
     */
    public DaemonReport look() {
        byte[] record = store.active();
        if (record.length == 0) {
            problem("no release is active; activate one");
        } else if (Arrays.equals(record, taken)) {
            problem("");
        } else if (!Arrays.equals(record, refused)) {
            tryToTake(record);
        }
        report.tell(redis);
        return report;
    }

    private void tryToTake(byte[] record) {
        Release release;
        String said;
        try {
            ActiveRelease active = ReleaseStore.parse(record);
            release = store.release(active.order(keys).version(), keys);
            active.verify(release, keys);
            said = active.said(keys);
        } catch (ReleaseException e) {
            // what is missing may come back, so the next look tries again
            problem(String.valueOf(e.getMessage()));
            return;
        }
        try {
            taker.take(release, said);
        } catch (RuntimeException e) {
            refused = record;
            problem("release " + release.manifest().version() + " can't be used: " + e.getMessage());
            return;
        }
        taken = record;
        refused = new byte[0];
        String version = release.manifest().version();
        report = new DaemonReport(daemon, version, release.digest(), Times.text(clock.instant()), "");
        LOG.info("release {} decides", ShortDigest.beside(version, release.digest()));
    }

    private void problem(String sentence) {
        if (!sentence.equals(report.problem())) {
            if (!sentence.isEmpty()) {
                LOG.error("{}", sentence);
            }
            report = new DaemonReport(daemon, report.version(), report.digest(), report.since(), sentence);
        }
    }
}
