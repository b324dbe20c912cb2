package io.quantum.governor.engine.serve.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.decide.cycle.CycleWrites;
import io.quantum.governor.engine.decide.cycle.FencedWrite;
import io.quantum.governor.loaders.WireNumber;
import io.quantum.governor.loaders.redis.Replies;
import io.quantum.governor.loaders.redis.SymbolScan;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a cycle has worked out, writes none of it, and looks what another engine has written in its place. Two engines
 * read at different moments, so what the other one says may also be what was worked out here in one of the two cycles before,
 * and a difference counts when it was there in the cycle before, too. For use by one thread, for one cycle after the other.
 */
public final class ComparedWrites implements CycleWrites {
    /** Two values that differ by no more than this part of ours are the same. */
    private static final double SAME = 0.005;

    /** What is older was written for none of the cycles that are remembered here. */
    private static final int CYCLES = 2;

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final double MILLIS = 1e3;

    private final Hashes hashes;
    private final Duration interval;
    private final Clock clock;
    private final Map<String, Double> ours = new HashMap<>();
    private final Deque<Map<String, Double>> remembered = new ArrayDeque<>();
    private Map<String, String> before = Map.of();
    private Map<String, String> told = Map.of();

    /**
     * What an engine writes.
     *
     * @param engine its name
     * @param keys what the hashes of its symbols begin with
     * @param value the field that is compared
     * @param at the field that says when it was written, Unix seconds
     */
    public record Hashes(String engine, String keys, String value, String at) {}

    /** @param interval between two cycles */
    public ComparedWrites(Hashes hashes, Duration interval, Clock clock) {
        this.hashes = hashes;
        this.interval = interval;
        this.clock = clock;
    }

    /** Begins a cycle; one that came to no end is forgotten. */
    public void begin() {
        ours.clear();
    }

    @Override
    public boolean holds() {
        return true;
    }

    @Override
    public Written write(List<FencedWrite> writes) {
        for (FencedWrite write : writes) {
            number(write.fields().get(hashes.value()))
                    .ifPresent(value ->
                            ours.put(write.hash().substring(hashes.keys().length()), value));
        }
        return new Written(Set.of(), false);
    }

    /**
     * Ends the cycle.
     *
     * @param redis flushed by hand
     * @return comparisons of symbols that one of both has a value of; without those whose difference is new
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    public List<Compared> end(StatefulRedisConnection<String, byte[]> redis) {
        List<Compared> all = new ArrayList<>();
        Map<String, String> results = new HashMap<>();
        Map<String, String> counted = new HashMap<>();
        theirs(redis).forEach((symbol, value) -> {
            String result = result(symbol, value);
            results.put(symbol, result);
            boolean lasts = !before.getOrDefault(symbol, Observation.AGREE).equals(Observation.AGREE);
            if (result.equals(Observation.AGREE) || lasts) {
                counted.put(symbol, result);
                boolean isNew = !result.equals(told.get(symbol));
                all.add(new Compared(hashes.engine(), result, symbol, text(ours.get(symbol)), text(value), isNew));
            }
        });
        told = counted;
        before = results;
        remembered.addFirst(Map.copyOf(ours));
        if (remembered.size() > CYCLES) {
            remembered.removeLast();
        }
        return all;
    }

    /** Of every symbol that one of both knows; empty where nothing was written lately. */
    private Map<String, OptionalDouble> theirs(StatefulRedisConnection<String, byte[]> redis) {
        Set<String> symbols = SymbolScan.below(redis, TIMEOUT, hashes.keys());
        symbols.addAll(ours.keySet());
        Map<String, RedisFuture<Map<String, byte[]>>> asked = new HashMap<>();
        symbols.forEach(symbol -> asked.put(symbol, redis.async().hgetall(hashes.keys() + symbol)));
        redis.flushCommands();
        Map<String, OptionalDouble> theirs = new HashMap<>();
        asked.forEach((symbol, answer) -> {
            Replies.await(answer, TIMEOUT);
            OptionalDouble value = value(answer);
            // what neither has is what was left over from earlier
            if (value.isPresent() || ours.containsKey(symbol)) {
                theirs.put(symbol, value);
            }
        });
        return theirs;
    }

    private OptionalDouble value(RedisFuture<Map<String, byte[]>> answer) {
        Map<String, byte[]> hash;
        try {
            hash = Replies.value(answer);
        } catch (RedisCommandExecutionException e) {
            // it is no hash, so nothing that can be compared was written there
            return OptionalDouble.empty();
        }
        OptionalDouble at = number(text(hash.get(hashes.at())));
        double oldest = clock.millis() / MILLIS - CYCLES * interval.toSeconds();
        return at.isPresent() && at.getAsDouble() >= oldest
                ? number(text(hash.get(hashes.value())))
                : OptionalDouble.empty();
    }

    private String result(String symbol, OptionalDouble theirs) {
        if (theirs.isEmpty()) {
            return Compared.ONLY_HERE;
        }
        boolean agrees = isSame(ours.get(symbol), theirs)
                || remembered.stream().anyMatch(cycle -> isSame(cycle.get(symbol), theirs));
        if (agrees) {
            return Observation.AGREE;
        }
        return ours.containsKey(symbol) ? Compared.OTHER_VALUE : Compared.ONLY_THERE;
    }

    private static boolean isSame(@Nullable Double ours, OptionalDouble theirs) {
        return ours != null && Math.abs(ours - theirs.getAsDouble()) <= SAME * Math.abs(ours);
    }

    private static OptionalDouble number(@Nullable String text) {
        return text == null ? OptionalDouble.empty() : WireNumber.parse(text);
    }

    private static @Nullable String text(byte @Nullable [] value) {
        return value == null ? null : new String(value, UTF_8);
    }

    private static String text(@Nullable Double value) {
        return value == null ? "" : value.toString();
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
    }
}
