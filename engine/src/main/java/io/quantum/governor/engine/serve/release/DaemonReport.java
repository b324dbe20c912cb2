package io.quantum.governor.engine.serve.release;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a daemon says that it runs. It says so every second; what it said is gone soon after it ends.
 *
 * @param daemon its name, which no other has
 * @param version of the rulebook that it decides by; empty while it decides by none
 * @param digest of that release; empty for a directory
 * @param since when it took it, ISO 8601
 * @param problem why it does not decide by the active release; empty when it does
 */
public record DaemonReport(String daemon, String version, String digest, String since, String problem) {
    private static final Duration LASTS = Duration.ofSeconds(15);
    private static final int BATCH = 500;

    /** Tells everybody. */
    void tell(StatefulRedisConnection<String, byte[]> redis) {
        redis.sync().set(ReleaseKeys.daemon(daemon), Json.bytes(this), SetArgs.Builder.ex(LASTS));
    }

    static List<DaemonReport> all(StatefulRedisConnection<String, byte[]> redis) {
        List<DaemonReport> reports = new ArrayList<>();
        ScanArgs ours = ScanArgs.Builder.matches(ReleaseKeys.daemon("*")).limit(BATCH);
        ScanCursor cursor = ScanCursor.INITIAL;
        while (!cursor.isFinished()) {
            KeyScanCursor<String> found = redis.sync().scan(cursor, ours);
            for (String key : found.getKeys()) {
                byte @Nullable [] report = redis.sync().get(key);
                if (report != null) {
                    reports.add(Wire.read(report, DaemonReport.class, key));
                }
            }
            cursor = found;
        }
        return reports.stream()
                .distinct()
                .sorted(Comparator.comparing(DaemonReport::daemon))
                .toList();
    }
}
