package io.quantum.governor.engine.plan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everything that one decision writes, as {@code commit.lua} takes it. For use by one thread. */
final class Commit {
    private static final String STRING = "STRING";
    private static final String LIST = "LIST";

    private final List<String> keys = new ArrayList<>();
    private final byte[] group;
    private final byte[] streamId;
    private final Section seen = new Section();
    private final Section appends = new Section();
    private final Section sets = new Section();
    private final Section pushes = new Section();

    /** One of the script's four lists. */
    private static final class Section {
        private final List<byte[]> arguments = new ArrayList<>();
        private int entries;
    }

    Commit(String stream, String group, String streamId) {
        keys.add(stream);
        this.group = bytes(group);
        this.streamId = bytes(streamId);
    }

    /** The commit fails unless the string is still so; empty stands for none. */
    Commit seenString(String key, byte[] value) {
        return seen(STRING, key, value);
    }

    /** The commit fails unless the list's entries, joined by line feeds, are still so. */
    Commit seenList(String key, byte[] joined) {
        return seen(LIST, key, joined);
    }

    private Commit seen(String kind, String key, byte[] value) {
        add(seen, bytes(kind), number(key), value);
        return this;
    }

    /** Appends to a stream; a length of 0 keeps everything. */
    Commit append(String stream, int aboutMostEntries, Map<String, byte[]> fields) {
        add(appends, number(stream), bytes(aboutMostEntries), bytes(2L * fields.size()));
        fields.forEach((name, value) -> {
            appends.arguments.add(bytes(name));
            appends.arguments.add(value);
        });
        return this;
    }

    Commit set(String key, long ttlSec, byte[] value) {
        add(sets, number(key), bytes(ttlSec), value);
        return this;
    }

    Commit push(String list, String entry, int kept, long ttlSec) {
        add(pushes, number(list), bytes(entry), bytes(kept), bytes(ttlSec));
        return this;
    }

    String[] keys() {
        return keys.toArray(String[]::new);
    }

    byte[][] arguments() {
        List<byte[]> all = new ArrayList<>(64);
        all.add(group);
        all.add(streamId);
        for (Section section : List.of(seen, appends, sets, pushes)) {
            all.add(bytes(section.entries));
            all.addAll(section.arguments);
        }
        return all.toArray(byte[][]::new);
    }

    private static void add(Section section, byte[]... arguments) {
        section.entries++;
        section.arguments.addAll(List.of(arguments));
    }

    /** Lua counts keys from 1. */
    private byte[] number(String key) {
        int index = keys.indexOf(key);
        if (index < 0) {
            keys.add(key);
            index = keys.size() - 1;
        }
        return bytes(index + 1);
    }

    private static byte[] bytes(long number) {
        return bytes(Long.toString(number));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
