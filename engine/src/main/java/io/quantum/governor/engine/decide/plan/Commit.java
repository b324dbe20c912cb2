package io.quantum.governor.engine.decide.plan;

import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.redis.SymbolState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everything that one decision writes, as {@code commit.lua} takes it. For use by one thread. */
final class Commit {
    private final String stream;
    private final byte[] group;
    private final byte[] streamId;
    private final byte[] frame;
    private final byte[] auditRecord;
    private final Section seen = new Section();
    private final Section appends = new Section();
    private final Section sets = new Section();
    private final Section list = new Section();
    private final List<byte[]> push = new ArrayList<>(2);

    /** Keys, and the arguments that go with them. */
    private static final class Section {
        private final List<String> keys = new ArrayList<>(6);
        private final List<byte[]> arguments = new ArrayList<>(20);
    }

    /**
     * @param frame the id of the frame that the audit record names
     * @param auditRecord JSON, appended to the audit stream
     */
    Commit(String stream, String group, String streamId, String frame, byte[] auditRecord) {
        this.stream = stream;
        this.group = bytes(group);
        this.streamId = bytes(streamId);
        this.frame = bytes(frame);
        this.auditRecord = auditRecord;
    }

    /** The commit fails unless the string is still so; empty stands for none. */
    Commit seenString(String key, byte[] value) {
        seen.keys.add(key);
        seen.arguments.add(value);
        return this;
    }

    /** The commit fails unless the list is still so. There is one such list at most. */
    Commit seenList(String key, SymbolState.ListState state) {
        list.keys.add(key);
        list.arguments.add(bytes(state.length()));
        list.arguments.add(state.newest());
        list.arguments.add(bytes(SymbolState.MOST_EXECUTIONS));
        return this;
    }

    /** Appends to a stream of limited length. */
    Commit append(String stream, int aboutMostEntries, Map<String, byte[]> fields) {
        appends.keys.add(stream);
        appends.arguments.add(bytes(aboutMostEntries));
        appends.arguments.add(bytes(2L * fields.size()));
        fields.forEach((name, value) -> {
            appends.arguments.add(bytes(name));
            appends.arguments.add(value);
        });
        return this;
    }

    Commit set(String key, long ttlSec, byte[] value) {
        sets.keys.add(key);
        sets.arguments.add(bytes(ttlSec));
        sets.arguments.add(value);
        return this;
    }

    /** Pushes onto the list that was {@linkplain #seenList seen}. */
    Commit push(String entry, long ttlSec) {
        push.addAll(List.of(bytes(entry), bytes(ttlSec)));
        return this;
    }

    String[] keys() {
        List<String> keys = new ArrayList<>(16);
        keys.add(stream);
        keys.add(Keys.AUDIT);
        keys.add(Keys.FRAMES);
        for (Section section : List.of(seen, appends, sets, list)) {
            keys.addAll(section.keys);
        }
        return keys.toArray(String[]::new);
    }

    byte[][] arguments() {
        List<byte[]> all = new ArrayList<>(48);
        all.add(group);
        all.add(streamId);
        all.add(frame);
        for (Section section : List.of(seen, appends, sets, list)) {
            all.add(bytes(section.keys.size()));
        }
        all.addAll(seen.arguments);
        all.addAll(list.arguments);
        all.add(auditRecord);
        all.addAll(appends.arguments);
        all.addAll(sets.arguments);
        all.addAll(push.isEmpty() ? List.of(bytes(""), bytes(0)) : push);
        return all.toArray(byte[][]::new);
    }

    private static byte[] bytes(long number) {
        return bytes(Long.toString(number));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
