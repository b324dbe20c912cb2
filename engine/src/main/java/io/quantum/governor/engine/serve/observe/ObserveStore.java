package io.quantum.governor.engine.serve.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Observations in Redis. Methods fail with a {@link io.lettuce.core.RedisException} when Redis can't answer. */
public final class ObserveStore {
    private static final String SEPARATOR = "|";
    private static final String PROVEN = "proven:";
    private static final Pattern WORDS = Pattern.compile(" ");
    private static final Duration KEPT = Duration.ofDays(60);
    private static final int MOST_DIFFERENCES = 10_000;

    private final StatefulRedisConnection<String, byte[]> redis;
    private final Clock clock;

    /** @param redis flushed by itself */
    public ObserveStore(StatefulRedisConnection<String, byte[]> redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /**
     * Plans of a UTC day with one result.
     *
     * @param plans how many
     */
    record Count(LocalDate day, Observation what, long plans) {}

    /**
     * What observes.
     *
     * @param since when the cell was first observed
     * @param rulebook by which plans are judged
     * @param gates the names of its gates
     * @param proven those by which both governors have blocked a plan
     */
    record About(Instant since, String rulebook, List<String> gates, Set<String> proven) {}

    /** The id of the plan that was read last, if any was. */
    Optional<String> position() {
        return Optional.ofNullable(redis.sync().get(ObserveKeys.POSITION)).map(ObserveStore::text);
    }

    /** What observes, or has done; empty when nothing ever did. */
    Optional<About> about() {
        Map<String, byte[]> about = redis.sync().hgetall(ObserveKeys.ABOUT);
        if (about.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new About(
                Instant.ofEpochSecond(Long.parseLong(text(about.getOrDefault("since", "0".getBytes(UTF_8))))),
                text(about.getOrDefault("rulebook", new byte[0])),
                List.of(WORDS.split(text(about.getOrDefault("gates", new byte[0])), -1)),
                about.keySet().stream()
                        .filter(field -> field.startsWith(PROVEN))
                        .map(field -> field.substring(PROVEN.length()))
                        .collect(Collectors.toCollection(TreeSet::new))));
    }

    private static String text(byte[] value) {
        return new String(value, UTF_8);
    }

    /** Tells what observes from now on. Other rules begin anew: what was observed of those before says nothing of them. */
    void begin(String rulebook, List<String> gates) {
        Optional<About> before = about();
        if (before.isPresent() && !before.get().rulebook().equals(rulebook)) {
            redis.sync().del(ObserveKeys.ABOUT, ObserveKeys.DIFFERENCES);
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            for (int day = 0; day <= KEPT.toDays(); day++) {
                redis.sync().del(ObserveKeys.tally(today.minusDays(day)), ObserveKeys.values(today.minusDays(day)));
            }
        }
        redis.sync()
                .hsetnx(
                        ObserveKeys.ABOUT,
                        "since",
                        Long.toString(clock.instant().getEpochSecond()).getBytes(UTF_8));
        redis.sync()
                .hset(
                        ObserveKeys.ABOUT,
                        Map.of(
                                "rulebook",
                                rulebook.getBytes(UTF_8),
                                "gates",
                                String.join(" ", gates).getBytes(UTF_8)));
    }

    /**
     * Writes what was observed, all or nothing.
     *
     * @param position the id of the plan that was read last
     */
    void write(List<Difference> all, String position) {
        RedisCommands<String, byte[]> commands = redis.sync();
        String tally = ObserveKeys.tally(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        commands.multi();
        all.stream()
                .collect(Collectors.groupingBy(one -> field(one.what()), Collectors.counting()))
                .forEach((field, plans) -> commands.hincrby(tally, field, plans));
        for (Difference one : all) {
            one.proven().ifPresent(gate -> commands.hset(ObserveKeys.ABOUT, PROVEN + gate, new byte[] {'1'}));
            if (one.what().isWorthAnExample()) {
                keep(one.fields());
            }
        }
        commands.expire(tally, KEPT);
        commands.set(ObserveKeys.POSITION, position.getBytes(UTF_8));
        commands.exec();
    }

    /** Adds what was compared in a cycle. An example is kept of a symbol whose result is new. */
    public void add(List<Compared> all) {
        RedisCommands<String, byte[]> commands = redis.sync();
        String values = ObserveKeys.values(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        all.stream()
                .collect(Collectors.groupingBy(one -> field(one.what()), Collectors.counting()))
                .forEach((field, count) -> commands.hincrby(values, field, count));
        commands.expire(values, KEPT);
        for (Compared one : all) {
            if (one.isNew() && !one.result().equals(Observation.AGREE)) {
                keep(one.fields());
            }
        }
    }

    private void keep(Map<String, byte[]> difference) {
        redis.sync()
                .xadd(
                        ObserveKeys.DIFFERENCES,
                        XAddArgs.Builder.maxlen(MOST_DIFFERENCES).approximateTrimming(),
                        difference);
    }

    /** How many budgets and proposals had which result, of which engine (in the place of a gate). */
    Map<Observation, Long> values(LocalDate from, LocalDate to) {
        Map<Observation, Long> values =
                new TreeMap<>(Comparator.comparing(Observation::gate).thenComparing(Observation::result));
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            redis.sync()
                    .hgetall(ObserveKeys.values(day))
                    .forEach(
                            (field, count) -> values.merge(observation(field), Long.parseLong(text(count)), Long::sum));
        }
        return values;
    }

    /** Every count that was kept, oldest day first. */
    List<Count> counts(LocalDate from, LocalDate to) {
        List<Count> counts = new ArrayList<>();
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            for (Map.Entry<String, byte[]> entry :
                    redis.sync().hgetall(ObserveKeys.tally(day)).entrySet()) {
                counts.add(new Count(day, observation(entry.getKey()), Long.parseLong(text(entry.getValue()))));
            }
        }
        return counts;
    }

    /** The newest differences, newest first, by what they are, so many of each. */
    Map<Observation, List<Map<String, String>>> differences(int most) {
        Map<Observation, List<Map<String, String>>> byWhat = new LinkedHashMap<>();
        for (StreamMessage<String, byte[]> message :
                redis.sync().xrevrange(ObserveKeys.DIFFERENCES, Range.unbounded(), Limit.from(MOST_DIFFERENCES))) {
            Map<String, String> fields = new HashMap<>();
            message.getBody().forEach((name, value) -> fields.put(name, text(value)));
            Observation what = new Observation(
                    fields.getOrDefault("result", ""),
                    fields.getOrDefault("gate", ""),
                    fields.getOrDefault("reason", ""));
            List<Map<String, String>> some = byWhat.computeIfAbsent(what, unused -> new ArrayList<>());
            if (some.size() < most) {
                some.add(fields);
            }
        }
        return byWhat;
    }

    private static String field(Observation what) {
        return String.join(SEPARATOR, what.result(), what.gate(), what.reason());
    }

    private static Observation observation(String field) {
        int gate = field.indexOf(SEPARATOR);
        int reason = field.indexOf(SEPARATOR, gate + 1);
        return new Observation(
                field.substring(0, gate), field.substring(gate + 1, reason), field.substring(reason + 1));
    }
}
