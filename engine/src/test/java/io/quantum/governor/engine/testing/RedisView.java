package io.quantum.governor.engine.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.record.audit.Expansion;
import io.quantum.governor.engine.record.audit.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A test's hands and eyes in Redis, with a connection of its own. */
public final class RedisView implements AutoCloseable {
    public static final String PLANS = "quantum:stream:apply.plan";
    public static final String RESULTS = "quantum:stream:apply.result";
    public static final String AUDIT = "quantum:stream:governor.audit";
    public static final String FRAMES = "quantum:governor:frames";
    public static final String EVENTS = "quantum:stream:governor.events";
    public static final String DEAD_LETTERS = "quantum:stream:governor.deadletter";
    public static final String GROUP = "governor";

    /** Long enough for a busy machine with two cores; no test takes it unless it fails. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Frame> frames = new HashMap<>();
    private final RedisClient client;
    private final StatefulRedisConnection<String, byte[]> connection;

    public RedisView(String uri) {
        client = RedisClient.create(uri);
        connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
    }

    /** Every command of Redis; values are bytes. */
    public RedisCommands<String, byte[]> commands() {
        return connection.sync();
    }

    /** Publishes plans in one transaction, so that a waiting governor finds them all in one batch; tells their ids. */
    public List<String> publish(TestPlan... plans) {
        return publish(List.of(plans));
    }

    /** As {@link #publish(TestPlan...)}. */
    public List<String> publish(Collection<TestPlan> plans) {
        commands().multi();
        plans.forEach(plan -> commands().xadd(PLANS, plan.fields()));
        TransactionResult ids = commands().exec();
        return ids.stream().map(String.class::cast).toList();
    }

    /** Publishes a plan under an id of one's choice, which must be higher than all before. */
    public String publishAs(String streamId, TestPlan plan) {
        return commands().xadd(PLANS, new XAddArgs().id(streamId), plan.fields());
    }

    /** Publishes plans and waits until all are decided; tells each one's audit record, in their order. */
    public List<JsonNode> decide(TestPlan... plans) {
        return awaitDecided(publish(plans));
    }

    /** Waits until each entry has an audit record; tells the first one of each, in the order asked for. */
    public List<JsonNode> awaitDecided(List<String> streamIds) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> audits().keySet().containsAll(streamIds));
        Map<String, List<JsonNode>> audits = audits();
        return streamIds.stream()
                .map(id -> audits.getOrDefault(id, List.of()).get(0))
                .toList();
    }

    /** All audit records of plans, each whole, by the plan's stream id. */
    public Map<String, List<JsonNode>> audits() {
        Map<String, List<JsonNode>> audits = new LinkedHashMap<>();
        for (Map<String, String> entry : entries(AUDIT)) {
            JsonNode record = parse(whole(entry.getOrDefault("json", "")));
            if (List.of(Frame.OUTCOME, Deed.OUTCOME)
                    .contains(record.path("outcome").asText())) {
                continue;
            }
            audits.computeIfAbsent(record.path("stream_id").asText(), unused -> new ArrayList<>())
                    .add(record);
        }
        return audits;
    }

    private String whole(String json) {
        byte[] record = json.getBytes(UTF_8);
        return Expansion.frameOf(record)
                .map(id -> frames.computeIfAbsent(
                        id,
                        unknown -> Frame.parse(Objects.requireNonNull(commands().hget(FRAMES, unknown)))))
                .map(frame -> new String(Expansion.whole(record, frame), UTF_8))
                .orElse(json);
    }

    /** The entries of a stream, their values as text. */
    public List<Map<String, String>> entries(String stream) {
        return commands().xrange(stream, Range.unbounded()).stream()
                .map(RedisView::texts)
                .toList();
    }

    /** The events of one plan, oldest first. */
    public List<Map<String, String>> eventsOf(String planId) {
        return entries(EVENTS).stream()
                .filter(event -> planId.equals(event.get("plan_id")))
                .toList();
    }

    /** The permit of a plan; a missing node when there is none. */
    public JsonNode permit(String planId) {
        return json("quantum:permit:" + planId);
    }

    /** The block record of a plan; a missing node when there is none. */
    public JsonNode block(String planId) {
        return json("quantum:governor:block:" + planId);
    }

    /** A string's text, empty when there is none. */
    public String text(String key) {
        byte @Nullable [] value = commands().get(key);
        return value == null ? "" : new String(value, UTF_8);
    }

    /** Writes a string. */
    public void set(String key, String value) {
        commands().set(key, value.getBytes(UTF_8));
    }

    /** Writes a hash. */
    public void hash(String key, Map<String, String> fields) {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        fields.forEach((name, value) -> bytes.put(name, value.getBytes(UTF_8)));
        commands().hset(key, bytes);
    }

    /** Adds to a stream. */
    public void append(String stream, Map<String, String> fields) {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        fields.forEach((name, value) -> bytes.put(name, value.getBytes(UTF_8)));
        commands().xadd(stream, bytes);
    }

    /** How many entries were delivered and not yet acknowledged. */
    public long pending() {
        return commands().xpending(PLANS, GROUP).getCount();
    }

    /** Whether a key is there. */
    public boolean has(String key) {
        return commands().exists(key) == 1;
    }

    private JsonNode json(String key) {
        return parse(text(key));
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> texts(StreamMessage<String, byte[]> message) {
        Map<String, String> texts = new LinkedHashMap<>();
        message.getBody().forEach((name, value) -> texts.put(name, new String(value, UTF_8)));
        return texts;
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
}
