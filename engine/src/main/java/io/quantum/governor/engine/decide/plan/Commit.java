package io.quantum.governor.engine.decide.plan;

import io.quantum.governor.loaders.redis.FactLoader;
import io.quantum.governor.loaders.redis.SymbolState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everything that one decision writes, as {@code commit.lua} takes it. For use by one thread. */
final class Commit {
    /** A permit takes so many. */
    private static final int USUAL_ARGUMENTS = 64;

    private final byte[] streamId;
    private final byte[] auditRecord;
    private List<String> absent = List.of();
    private Map<String, byte[]> strings = Map.of();
    private String list = "";
    private SymbolState.ListState listSeen = SymbolState.ListState.EMPTY;
    private final List<Appended> appends = new ArrayList<>(2);
    private final List<Written> sets = new ArrayList<>(6);
    private byte[] push = {};
    private long pushTtlSec;

    /** An entry that is appended to a stream of limited length. */
    private record Appended(String stream, int aboutMostEntries, Map<String, byte[]> fields) {}

    /** A string that is set. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Written(String key, long ttlSec, byte[] value) {}

    /**
     * @param auditRecord JSON, appended to the audit stream
     */
    Commit(String streamId, byte[] auditRecord) {
        this.streamId = bytes(streamId);
        this.auditRecord = auditRecord;
    }

    /** The commit fails unless all is still so. */
    Commit seen(List<String> keysNotThere, Map<String, byte[]> stringsByKey) {
        absent = keysNotThere;
        strings = stringsByKey;
        return this;
    }

    /** The commit fails unless the list is still so. There is one such list at most. */
    Commit seenList(String key, SymbolState.ListState state) {
        list = key;
        listSeen = state;
        return this;
    }

    /** Appends to a stream of limited length. */
    Commit append(String stream, int aboutMostEntries, Map<String, byte[]> fields) {
        appends.add(new Appended(stream, aboutMostEntries, fields));
        return this;
    }

    Commit set(String key, long ttlSec, byte[] value) {
        sets.add(new Written(key, ttlSec, value));
        return this;
    }

    /** Pushes onto the list that was {@linkplain #seenList seen}. */
    Commit push(String entry, long ttlSec) {
        push = bytes(entry);
        pushTtlSec = ttlSec;
        return this;
    }

    /** What the script is told of this commit. */
    List<byte[]> arguments() {
        List<byte[]> arguments = new ArrayList<>(USUAL_ARGUMENTS);
        arguments.add(streamId);
        arguments.add(auditRecord);
        arguments.add(bytes(absent.size()));
        absent.forEach(key -> arguments.add(bytes(key)));
        arguments.add(bytes(strings.size()));
        strings.keySet().forEach(key -> arguments.add(bytes(key)));
        arguments.addAll(strings.values());
        arguments.add(bytes(list));
        if (!list.isEmpty()) {
            arguments.add(bytes(listSeen.length()));
            arguments.add(listSeen.newest());
            arguments.add(bytes(SymbolState.MOST_EXECUTIONS));
            arguments.add(push);
            arguments.add(bytes(pushTtlSec));
        }
        arguments.add(bytes(appends.size()));
        appends.forEach(entry -> add(entry, arguments));
        arguments.add(bytes(sets.size()));
        for (Written set : sets) {
            arguments.add(bytes(set.key()));
            arguments.add(bytes(set.ttlSec()));
            arguments.add(set.value());
        }
        return arguments;
    }

    private static void add(Appended entry, List<byte[]> arguments) {
        arguments.add(bytes(entry.stream()));
        arguments.add(bytes(entry.aboutMostEntries()));
        arguments.add(bytes(2L * entry.fields().size()));
        entry.fields().forEach((name, value) -> {
            arguments.add(bytes(name));
            arguments.add(value);
        });
    }

    /** It has been made: what it has written is known without reading. */
    void tell(FactLoader loader) {
        sets.forEach(set -> loader.wrote(set.key(), set.value()));
        if (push.length > 0) {
            loader.pushed(list, push);
        }
    }

    private static byte[] bytes(long number) {
        return bytes(Long.toString(number));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
