package io.quantum.governor.engine.serve.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads on in the stream of events. */
final class EventTail {
    private static final int AT_ONCE = 500;
    private static final int ROUNDS = 8;
    private static final String BEFORE_ALL = "0-0";

    private final StatefulRedisConnection<String, byte[]> redis;
    private final String stream;

    /** An event that is told; those of plans are not. */
    record Event(String id, Map<String, String> fields) {
        String name() {
            return field("event");
        }

        String field(String name) {
            return fields.getOrDefault(name, "");
        }

        long atMs() {
            return Long.parseLong(id.substring(0, id.indexOf('-')));
        }
    }

    /**
     * What came after an entry.
     *
     * @param last the id up to which was read
     */
    record Read(List<Event> events, String last) {}

    EventTail(StatefulRedisConnection<String, byte[]> redis, String stream) {
        this.redis = redis;
        this.stream = stream;
    }

    /** The newest entry's id: what was before is told to nobody. */
    String newest() {
        return redis.sync().xrevrange(stream, Range.unbounded(), Limit.from(1)).stream()
                .map(StreamMessage::getId)
                .findFirst()
                .orElse(BEFORE_ALL);
    }

    /** Reads some thousand entries at most; the others have their turn the next time. */
    @SuppressWarnings("unchecked") // an array of generics, which only Lettuce sees
    Read after(String id) {
        List<Event> events = new ArrayList<>();
        String last = id;
        for (int round = 0; round < ROUNDS; round++) {
            List<StreamMessage<String, byte[]>> some =
                    redis.sync().xread(XReadArgs.Builder.count(AT_ONCE), XReadArgs.StreamOffset.from(stream, last));
            for (StreamMessage<String, byte[]> entry : some) {
                last = entry.getId();
                byte @Nullable [] name = entry.getBody().get("event");
                if (name != null && Announcements.isTold(new String(name, UTF_8))) {
                    events.add(event(entry));
                }
            }
            if (some.size() < AT_ONCE) {
                break;
            }
        }
        return new Read(events, last);
    }

    private static Event event(StreamMessage<String, byte[]> entry) {
        Map<String, String> fields = new LinkedHashMap<>();
        entry.getBody().forEach((name, value) -> fields.put(name, new String(value, UTF_8)));
        return new Event(entry.getId(), fields);
    }
}
