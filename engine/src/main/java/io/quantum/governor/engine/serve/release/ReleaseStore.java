package io.quantum.governor.engine.serve.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.redis.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The releases in Redis, and which of them is active. Every change is one script. */
final class ReleaseStore {
    private static final String PUBLISH = new Script(ReleaseStore.class, "publish.lua").text();
    private static final String APPROVE = new Script(ReleaseStore.class, "approve.lua").text();
    private static final String ACTIVATE = new Script(ReleaseStore.class, "activate.lua").text();

    private final StatefulRedisConnection<String, byte[]> redis;
    private final String events;

    /** @param events the stream of events */
    ReleaseStore(StatefulRedisConnection<String, byte[]> redis, String events) {
        this.redis = redis;
        this.events = events;
    }

    /** The digests of all versions that were ever published. */
    Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>(Versions.ORDER);
        redis.sync().hgetall(ReleaseKeys.VERSIONS).forEach((v, d) -> versions.put(v, new String(d, UTF_8)));
        return versions;
    }

    /**
     * A published release.
     *
     * @throws ReleaseException when it is not there, not what was published, or does not verify
     */
    Release release(String version, TrustedKeys keys) {
        byte @Nullable [] file = redis.sync().get(ReleaseKeys.file(ReleaseManifest.requireVersion(version)));
        byte @Nullable [] digest = redis.sync().hget(ReleaseKeys.VERSIONS, version);
        if (digest == null) {
            throw new ReleaseException("no release " + version + " is published; see releases");
        }
        if (file == null) {
            throw new ReleaseException("release " + version + " was published, but its file is gone from Redis (evicted"
                    + " or deleted); publish the same file again");
        }
        Release release = Release.read(file, keys);
        if (!release.manifest().version().equals(version) || !release.digest().equals(new String(digest, UTF_8))) {
            throw new ReleaseException(
                    "what Redis holds as release " + version + " is not what was published under that"
                            + " version; find out who changed it, and publish the genuine file again");
        }
        return release;
    }

    /** The record of the active release as it is stored; empty when there is none. */
    byte[] active() {
        return orEmpty(redis.sync().get(ReleaseKeys.ACTIVE));
    }

    /** Reads a record of an active release. */
    static ActiveRelease parse(byte[] record) {
        return Wire.read(record, ActiveRelease.class, "the record of the active release");
    }

    /** The orders that made releases active, newest first, as they are stored. */
    List<byte[]> history() {
        return redis.sync().lrange(ReleaseKeys.HISTORY, 0, 1);
    }

    /** The approvals of a version. */
    List<Signed> approvals(String version) {
        List<Signed> approvals = new ArrayList<>();
        redis.sync()
                .hvals(ReleaseKeys.approvals(version))
                .forEach(a -> approvals.add(Wire.read(a, Signed.class, "an approval of " + version)));
        return approvals;
    }

    /** Answers 1 when published, 0 when it was there, -1 when the version has another digest. */
    long publish(Release release, ReleaseEvent event) {
        String version = release.manifest().version();
        return eval(
                PUBLISH,
                new String[] {ReleaseKeys.VERSIONS, ReleaseKeys.file(version), ReleaseKeys.LOG, events, Keys.AUDIT},
                List.of(bytes(version), bytes(release.digest()), release.toBytes()),
                event);
    }

    /** Answers whether the release is published. */
    boolean approve(Release release, Signed approval, ReleaseEvent event) {
        String version = release.manifest().version();
        return eval(
                        APPROVE,
                        new String[] {
                            ReleaseKeys.VERSIONS, ReleaseKeys.approvals(version), ReleaseKeys.LOG, events, Keys.AUDIT
                        },
                        List.of(bytes(version), bytes(release.digest()), bytes(approval.key()), Json.bytes(approval)),
                        event)
                == 1;
    }

    /**
     * Answers 1 when done, 0 when another release is active by now, -1 when the file is gone.
     *
     * @param seen the active record as it was read
     * @param newest the newest of the history as it was read; empty for none
     */
    long activate(byte[] seen, byte[] newest, String version, String action, ActiveRelease record, ReleaseEvent event) {
        return eval(
                ACTIVATE,
                new String[] {
                    ReleaseKeys.ACTIVE,
                    ReleaseKeys.HISTORY,
                    ReleaseKeys.file(version),
                    ReleaseKeys.LOG,
                    events,
                    Keys.AUDIT
                },
                List.of(seen, newest, Json.bytes(record), bytes(action)),
                event);
    }

    /** What daemons say that they run. */
    List<DaemonReport> daemons() {
        return DaemonReport.all(redis);
    }

    private long eval(String script, String[] keys, List<byte[]> arguments, ReleaseEvent event) {
        List<byte[]> all = new ArrayList<>(arguments);
        all.add(event.deed().json());
        event.fields().forEach((name, value) -> {
            all.add(bytes(name));
            all.add(bytes(value));
        });
        Long answer = redis.sync().eval(script, ScriptOutputType.INTEGER, keys, all.toArray(byte[][]::new));
        return Optional.ofNullable(answer).orElse(0L);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static byte[] orEmpty(byte @Nullable [] value) {
        return value == null ? new byte[0] : value;
    }
}
