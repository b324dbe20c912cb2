package io.quantum.governor.engine.record.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.SetArgs;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.record.audit.Expansion;
import io.quantum.governor.engine.record.audit.Frame;
import io.quantum.governor.loaders.redis.Cell;
import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.redis.Replies;
import io.quantum.governor.loaders.redis.Script;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The audit stream in Redis, from its beginning. */
public final class AuditStream {
    /** Says to which archive the audit of this Redis belongs: its own name, a blank, where it is. */
    static final String ARCHIVE = Cell.key("quantum:governor:archive");

    private static final String FIELD = "json";
    private static final Script FORGET_FRAMES = new Script(AuditStream.class, "forget_frames.lua");
    private static final int FEW_FRAMES = 20;

    /** Redis answers nobody else while it reads a page. */
    private static final int PAGE = 50;

    private static final int BATCH = 1000;
    private static final int BATCH_BYTES = 8 << 20;

    private final StatefulRedisConnection<String, byte[]> redis;
    private final Map<String, Frame> frames = new HashMap<>();
    /** So many records are read at once: few, until it is known that they are small. */
    private int page = 1;

    /** Reads by a connection that nobody flushes by hand. */
    public AuditStream(StatefulRedisConnection<String, byte[]> redis) {
        this.redis = redis;
    }

    /** How many records it holds. */
    long length() {
        return redis.sync().xlen(Keys.AUDIT);
    }

    /** To which archive they belong: to this one from now on, unless they belong to another. */
    String archive(String mine) {
        redis.sync().set(ARCHIVE, mine.getBytes(UTF_8), SetArgs.Builder.nx());
        byte @Nullable [] theirs = redis.sync().get(ARCHIVE);
        return theirs == null ? mine : new String(theirs, UTF_8);
    }

    /** The oldest records, about a thousand of them or 8 MB. */
    List<AuditEntry> read() {
        List<AuditEntry> read = new ArrayList<>();
        Range<String> range = Range.unbounded();
        long bytes = 0;
        while (read.size() < BATCH && bytes < BATCH_BYTES) {
            List<StreamMessage<String, byte[]>> some = redis.sync().xrange(Keys.AUDIT, range, Limit.from(page));
            long pageBytes = 0;
            for (StreamMessage<String, byte[]> message : some) {
                AuditEntry entry = entry(message);
                read.add(entry);
                pageBytes += entry.json().length;
                range = Range.from(Range.Boundary.excluding(entry.id()), Range.Boundary.unbounded());
            }
            bytes += pageBytes;
            if (some.size() < page) {
                return read;
            }
            page = nextPage(pageBytes / page);
        }
        return read;
    }

    /** The records of a plan that are not yet archived, newest first; it looks at all there are. */
    public List<ArchivedRecord> ofPlan(String planId) {
        return all(extract -> extract.planId().equals(planId));
    }

    /** The deeds that are not yet archived, newest first; it looks at all records there are. */
    public List<ArchivedRecord> deeds() {
        return all(extract -> extract.kind().outcome().equals(Deed.OUTCOME));
    }

    private List<ArchivedRecord> all(Predicate<Extract> wanted) {
        List<ArchivedRecord> found = new ArrayList<>();
        Range<String> range = Range.unbounded();
        List<StreamMessage<String, byte[]>> some = redis.sync().xrevrange(Keys.AUDIT, range, Limit.from(PAGE));
        while (!some.isEmpty()) {
            for (StreamMessage<String, byte[]> message : some) {
                AuditEntry entry = entry(message);
                range = Range.from(Range.Boundary.unbounded(), Range.Boundary.excluding(entry.id()));
                if (wanted.test(Extract.of(entry.id(), entry.json()))) {
                    found.add(record(entry));
                }
            }
            some = redis.sync().xrevrange(Keys.AUDIT, range, Limit.from(PAGE));
        }
        return found;
    }

    /** The newest records, newest first. */
    public List<Searched> newest(int most) {
        List<Searched> found = new ArrayList<>();
        Range<String> range = Range.unbounded();
        List<StreamMessage<String, byte[]>> some = redis.sync().xrevrange(Keys.AUDIT, range, Limit.from(PAGE));
        while (!some.isEmpty() && found.size() < most) {
            some.forEach(message -> found.add(Searched.of(record(entry(message)))));
            String last = some.get(some.size() - 1).getId();
            range = Range.from(Range.Boundary.unbounded(), Range.Boundary.excluding(last));
            some = redis.sync().xrevrange(Keys.AUDIT, range, Limit.from(PAGE));
        }
        return found.subList(0, Math.min(most, found.size()));
    }

    /** The records behind one, oldest first. */
    public List<Searched> after(String id, int most) {
        List<Searched> found = new ArrayList<>();
        Range<String> range = Range.from(Range.Boundary.excluding(id), Range.Boundary.unbounded());
        List<StreamMessage<String, byte[]>> some = redis.sync().xrange(Keys.AUDIT, range, Limit.from(PAGE));
        while (!some.isEmpty() && found.size() < most) {
            some.forEach(message -> found.add(Searched.of(record(entry(message)))));
            String last = some.get(some.size() - 1).getId();
            range = Range.from(Range.Boundary.excluding(last), Range.Boundary.unbounded());
            some = redis.sync().xrange(Keys.AUDIT, range, Limit.from(PAGE));
        }
        return found;
    }

    private ArchivedRecord record(AuditEntry entry) {
        return new ArchivedRecord(
                0, entry.id(), entry.json(), Expansion.frameOf(entry.json()).flatMap(this::frame));
    }

    private Optional<Frame> frame(String id) {
        return Optional.ofNullable(frames.computeIfAbsent(id, unknown -> {
            byte @Nullable [] json = redis.sync().hget(Keys.FRAMES, id);
            return json == null ? null : Frame.parse(json);
        }));
    }

    /** As many as fit into an eighth of a batch when they are as large as those before. */
    private static int nextPage(long usualBytes) {
        return (int) Math.max(1, Math.min(PAGE, BATCH_BYTES / 8 / Math.max(1, usualBytes)));
    }

    static AuditEntry entry(StreamMessage<String, byte[]> message) {
        byte @Nullable [] json = message.getBody().get(FIELD);
        return new AuditEntry(message.getId(), json == null ? others(message.getBody()) : json);
    }

    /** What somebody else has added is kept too. */
    private static byte[] others(Map<String, byte[]> fields) {
        Map<String, String> texts = new TreeMap<>();
        fields.forEach((name, value) -> texts.put(name, new String(value, ISO_8859_1)));
        return Json.bytes(texts);
    }

    /** Takes out frames that no record here can name, when there are many; the rules in force put theirs back. */
    void forgetFrames() {
        Replies.await(
                FORGET_FRAMES.send(
                        redis,
                        new String[] {Keys.AUDIT, Keys.FRAMES},
                        Integer.toString(FEW_FRAMES).getBytes(UTF_8)),
                redis.getTimeout());
    }

    /** Takes out what is archived, and nothing else: after a failover a new record may have an id below the last of these. */
    void remove(List<AuditEntry> archived) {
        if (!archived.isEmpty()) {
            redis.sync().xdel(Keys.AUDIT, archived.stream().map(AuditEntry::id).toArray(String[]::new));
        }
    }
}
