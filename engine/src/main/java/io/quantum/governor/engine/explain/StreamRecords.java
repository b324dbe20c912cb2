package io.quantum.governor.engine.explain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.quantum.governor.engine.audit.RecordReader;
import io.quantum.governor.engine.audit.RecordedDecision;
import io.quantum.governor.loaders.redis.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Audit records in the stream in Redis, where they stay until they are archived. There is no index: the newest are looked
 * through.
 *
 * @param connector connects to Redis; the connection is closed again
 */
public record StreamRecords(Supplier<StatefulRedisConnection<String, byte[]>> connector) implements Records {
    private static final int PAGE = 200;
    private static final int MOST = 20_000;

    @Override
    public List<FoundRecord> of(String planId) {
        List<FoundRecord> found = new ArrayList<>();
        try (StatefulRedisConnection<String, byte[]> connection = connector.get()) {
            Range<String> range = Range.unbounded();
            for (int seen = 0; seen < MOST; seen += PAGE) {
                List<StreamMessage<String, byte[]>> page = page(connection.sync(), range);
                page.forEach(entry -> add(entry, planId, found));
                if (page.size() < PAGE) {
                    break;
                }
                range = Range.from(
                        Boundary.unbounded(),
                        Boundary.excluding(page.get(page.size() - 1).getId()));
            }
        }
        return found;
    }

    private static List<StreamMessage<String, byte[]>> page(RedisCommands<String, byte[]> redis, Range<String> range) {
        return redis.xrevrange(Keys.AUDIT, range, Limit.from(PAGE));
    }

    /** Nearly all records are of other plans, so each is searched before it is read. */
    private static void add(StreamMessage<String, byte[]> entry, String planId, List<FoundRecord> found) {
        byte @Nullable [] json = entry.getBody().get("json");
        if (json != null && new String(json, ISO_8859_1).contains('"' + planId + '"')) {
            RecordedDecision decision = RecordReader.read(json);
            if (decision.planId().equals(planId)) {
                found.add(new FoundRecord(decision, "entry " + entry.getId() + " of " + Keys.AUDIT));
            }
        }
    }
}
