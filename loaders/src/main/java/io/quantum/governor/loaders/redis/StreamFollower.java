package io.quantum.governor.loaders.redis;

import io.lettuce.core.StreamMessage;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.loaders.UnreadableException;
import io.quantum.governor.loaders.WireNumber;
import io.quantum.governor.loaders.declared.About;
import io.quantum.governor.loaders.declared.DeclaredDecoder;
import io.quantum.governor.loaders.declared.DeclaredField;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.declared.FactSource.OfStream;
import io.quantum.governor.loaders.declared.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The newest entry of a stream about each symbol, account or strategy, kept by following the stream: each plan's round
 * trip reads only what is newer, so an entry published just before the plan counts. For use by one thread.
 */
final class StreamFollower {
    /** So many are remembered; of more, those of which nothing was heard for longest are forgotten. */
    private static final int MOST_REMEMBERED = 10_000;

    private static final int LONGEST_NAME = 64;

    private final FactDeclaration declaration;
    private final OfStream source;
    private final String key;
    private final Map<String, Map<String, String>> newest = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, String>> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private String unreadable = "";

    StreamFollower(FactDeclaration declaration, OfStream source) {
        this.declaration = declaration;
        this.source = source;
        this.key = Cell.key(source.key());
    }

    /** Takes in entries; one that can't be read is skipped, so that the one before it stays the newest. */
    void take(List<StreamMessage<String, byte[]>> entries) {
        unreadable = "";
        for (StreamMessage<String, byte[]> entry : entries) {
            try {
                take(new Fields(entry.getBody())::text);
            } catch (UnreadableException e) {
                // skipped by contract
            }
        }
    }

    /** The stream can't be read. */
    void failed(String why) {
        unreadable = why;
    }

    private void take(Row entry) throws UnreadableException {
        String name = DeclaredDecoder.text(entry, source.field());
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            return;
        }
        Map<String, String> texts = new HashMap<>();
        for (DeclaredField field : declaration.fields()) {
            String way = field.way();
            texts.put(way, DeclaredDecoder.text(entry, way));
        }
        if (!(DeclaredDecoder.readCells(declaration, key, row(texts), timeOf(texts)) instanceof Unavailable)) {
            newest.put(name, texts);
        }
    }

    /** The entry's own time: that it will be too old one day does not make it one that can't be read. */
    private Instant timeOf(Map<String, String> texts) {
        return declaration.fields().stream()
                .filter(field -> field.aged())
                .map(field -> WireNumber.parse(texts.getOrDefault(field.way(), "")))
                .filter(OptionalDouble::isPresent)
                .map(time -> Instant.ofEpochSecond((long) time.getAsDouble()))
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    /** What was read out of the entry when it came, under the same names. */
    private static Row row(Map<String, String> texts) {
        return way -> texts.getOrDefault(way, "");
    }

    /** The fact of the newest entry about something. */
    Fact fact(About about, Instant now) {
        if (!unreadable.isEmpty()) {
            return DeclaredDecoder.unreadable(declaration, key, unreadable);
        }
        @Nullable Map<String, String> texts = newest.get(source.place().of(about));
        return texts == null
                ? DeclaredDecoder.missing(declaration, key)
                : DeclaredDecoder.readCells(declaration, key, row(texts), now);
    }
}
