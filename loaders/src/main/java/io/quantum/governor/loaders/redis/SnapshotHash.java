package io.quantum.governor.loaders.redis;

import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.MarkPrice;
import io.quantum.governor.facts.Position;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.loaders.QuoteAsset;
import io.quantum.governor.loaders.UnreadableException;
import io.quantum.governor.loaders.WireNumber;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A symbol's position as another program wrote it into Redis.
 *
 * @param position what it says of the position
 * @param price what it says of the price
 */
record SnapshotHash(Fact position, Fact price) {

    /** Of the two keys that may hold a symbol's position, the one that was written last; one that is not there says nothing. */
    static SnapshotHash newest(Reply<Map<String, byte[]>> snapshot, Reply<Map<String, byte[]>> older, Instant now) {
        SnapshotHash first = of(snapshot, now);
        SnapshotHash second = of(older, now);
        if (second.position instanceof Position p2
                && !(first.position instanceof Position p1 && p1.ageSec() <= p2.ageSec())) {
            return second;
        }
        return first.isMissing() && !second.isMissing() ? second : first;
    }

    private boolean isMissing() {
        return position instanceof Unavailable u && u.cause().equals(Unavailable.MISSING);
    }

    static SnapshotHash of(Reply<Map<String, byte[]>> hash, Instant now) {
        try {
            Map<String, byte[]> raw = hash.value(Map.of());
            if (raw.isEmpty()) {
                return new SnapshotHash(
                        Unavailable.missing(Position.class, hash.key()),
                        Unavailable.missing(MarkPrice.class, hash.key()));
            }
            return of(new Fields(raw), hash.key(), now);
        } catch (UnreadableException e) {
            String detail = hash.key() + ": " + e.getMessage();
            return new SnapshotHash(
                    Unavailable.unreadable(Position.class, detail), Unavailable.unreadable(MarkPrice.class, detail));
        }
    }

    private static SnapshotHash of(Fields fields, String key, Instant now) throws UnreadableException {
        long ageSec = fields.ageSec("ts_epoch", now);
        double qty = Math.abs(fields.number("position_amt"));
        return new SnapshotHash(new Position(Position.REDIS, qty, qty, ageSec), price(fields, key, ageSec));
    }

    private static Fact price(Fields fields, String key, long ageSec) throws UnreadableException {
        String symbol = key.substring(key.lastIndexOf(':') + 1);
        if (!QuoteAsset.isUsd(symbol)) {
            return Unavailable.unreadable(
                    MarkPrice.class, key + ": " + symbol + " is not quoted in " + QuoteAsset.USD_WORDS);
        }
        OptionalDouble price = WireNumber.parsePrice(fields.text("mark_price"));
        return price.isPresent()
                ? new MarkPrice(Position.REDIS, price.getAsDouble(), ageSec)
                : Unavailable.unreadable(MarkPrice.class, key + ": mark_price is not above 0");
    }
}
