package io.quantum.governor.loaders.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.DailyTotals;
import io.quantum.governor.facts.Executions;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.KillSwitch;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.loaders.PositionSource;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.declared.TestFacts.Budget;
import io.quantum.governor.loaders.declared.TestFacts.LastTime;
import io.quantum.governor.loaders.declared.TestFacts.Stressed;
import io.quantum.governor.loaders.sandbox.BundledRedis;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of keys of a real Redis, and when it is not. */
class KnownKeysIT {
    private static final BundledRedis SERVER = BundledRedis.start();
    private static final RedisClient CLIENT = RedisClient.create(SERVER.uri());
    private static final Instant NOW = Instant.parse("2026-01-28T12:00:00Z");
    private static final String KEY = "quantum:portfolio:budget:BTCUSDT";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String EXECUTIONS = "quantum:governor:exec:BTCUSDT";
    private static final String LAST_PERMIT = "quantum:governor:last_exec:BTCUSDT";
    private static final List<FactDeclaration> DECLARED =
            List.of(FactDeclaration.of(Stressed.class), FactDeclaration.of(LastTime.class));

    private final RedisCommands<String, String> redis = CLIENT.connect().sync();
    private StatefulRedisConnection<String, byte[]> connection =
            ByHand.connection(CLIENT, RedisURI.create(SERVER.uri()));
    private final StatefulRedisConnection<String, byte[]> plans =
            CLIENT.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
    private FactLoader loader = loader();
    private Instant now = NOW;
    private int published;

    private FactLoader loader() {
        PositionSource nowhere = (symbol, side, now) -> List.of();
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        return new FactLoader(
                connection, plans, nowhere, new NothingOutside(), () -> new ApplyMode("production"), clock);
    }

    @BeforeEach
    void known() {
        redis.flushall();
        redis.hset(KEY, "stress_factor", "0.5");
        // the first answers come before Redis has said that it tells of changes
        await().atMost(PATIENCE).untilAsserted(() -> {
            redis.configResetstat();
            assertThat(stress()).isEqualTo(new Stressed(0.5));
            assertThat(redis.info("commandstats")).doesNotContain("cmdstat_hmget");
        });
        redis.configResetstat();
    }

    @AfterAll
    static void end() {
        CLIENT.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        SERVER.close();
    }

    @Test
    void a_key_that_does_not_change_is_not_read_again() {
        assertThat(stress()).isEqualTo(new Stressed(0.5));

        assertThat(redis.info("commandstats")).doesNotContain("cmdstat_hmget");
    }

    @Test
    void what_is_known_grows_older() {
        redis.hset(KEY, Map.of("budget_usd", "1000", "timestamp", Long.toString(NOW.getEpochSecond())));
        List<FactDeclaration> aged = List.of(FactDeclaration.of(Budget.class));
        assertThat(load(aged)).contains(new Budget("", 1000, 0));
        redis.configResetstat();

        now = NOW.plusSeconds(7);
        assertThat(load(aged)).contains(new Budget("", 1000, 7));
        now = NOW.plusSeconds(90);
        assertThat(load(aged)).contains(new Budget("", 1000, 90));
        assertThat(redis.info("commandstats")).doesNotContain("cmdstat_hmget");
    }

    @Test
    void what_others_write_is_seen_by_the_next_plan() {
        for (int i = 1; i < 200; i++) {
            redis.hset(KEY, "stress_factor", Integer.toString(i));
            assertThat(stress()).isEqualTo(new Stressed(i));
        }
        redis.del(KEY);
        assertThat(stress()).isEqualTo(new Unavailable("stressed", Unavailable.MISSING, KEY));
        redis.hset(KEY, "stress_factor", "0.25");
        assertThat(stress()).isEqualTo(new Stressed(0.25));
        redis.flushall();
        assertThat(stress()).isEqualTo(new Unavailable("stressed", Unavailable.MISSING, KEY));
    }

    @Test
    void what_redis_has_no_room_to_watch_is_read_again() {
        redis.configSet("tracking-table-max-keys", "1");
        try {
            for (int i = 1; i < 50; i++) {
                redis.hset(KEY, "stress_factor", Integer.toString(i));
                assertThat(stress()).isEqualTo(new Stressed(i));
            }
        } finally {
            redis.configSet("tracking-table-max-keys", "1000000");
        }
    }

    @Test
    void nothing_is_read_for_a_plan_of_which_all_is_known() {
        assertThat(stress()).isEqualTo(new Stressed(0.5));

        assertThat(redis.info("commandstats"))
                .doesNotContain("cmdstat_get", "cmdstat_hgetall", "cmdstat_lrange", "cmdstat_exists", "cmdstat_mget");
    }

    @Test
    void what_this_governor_has_written_is_known_without_reading() {
        redis.set(LAST_PERMIT, Long.toString(NOW.getEpochSecond() - 5));
        assertThat(loaded(DECLARED, true))
                .contains(new LastTime(5), new Executions(List.of(), 0), new DailyTotals(0, 0));
        redis.configResetstat();

        loader.wrote(LAST_PERMIT, bytes(NOW.getEpochSecond() - 2));
        loader.wrote("quantum:governor:daily:BTCUSDT:2026-01-28", "120.5".getBytes(UTF_8));
        loader.pushed("quantum:governor:exec:BTCUSDT", bytes(NOW.getEpochSecond() - 2));

        assertThat(load(DECLARED))
                .contains(new LastTime(2), new Executions(List.of(2.0), 0), new DailyTotals(120.5, 0));
        assertThat(redis.info("commandstats")).doesNotContain("cmdstat_get", "cmdstat_lrange");
    }

    @Test
    void a_full_list_of_permits_loses_its_oldest_as_it_does_in_redis() {
        for (int i = 1; i <= 100; i++) {
            redis.rpush(EXECUTIONS, Long.toString(NOW.getEpochSecond() - 10L * i));
        }
        loaded(DECLARED, true);
        redis.configResetstat();
        loader.pushed(EXECUTIONS, bytes(NOW.getEpochSecond() - 2));
        List<Fact> known = load(DECLARED);
        assertThat(redis.info("commandstats")).doesNotContain("cmdstat_lrange");

        redis.lpush(EXECUTIONS, Long.toString(NOW.getEpochSecond() - 2));
        redis.ltrim(EXECUTIONS, 0, 99);
        assertThat(loaded(DECLARED, true)).contains(executions(known));
    }

    @Test
    void a_list_of_permits_that_holds_something_else_is_read_again() {
        redis.rpush(EXECUTIONS, Long.toString(NOW.getEpochSecond() - 10), "never");
        assertThat(loaded(DECLARED, true)).contains(new Executions(List.of(10.0), 1));
        redis.configResetstat();

        loader.pushed(EXECUTIONS, bytes(NOW.getEpochSecond() - 2));
        load(DECLARED);
        assertThat(redis.info("commandstats")).contains("cmdstat_lrange:calls=1,");
    }

    private static Fact executions(List<Fact> facts) {
        return facts.stream().filter(Executions.class::isInstance).findFirst().orElseThrow();
    }

    @Test
    void a_commit_that_was_refused_has_everything_read_that_it_compares() {
        redis.set(LAST_PERMIT, Long.toString(NOW.getEpochSecond() - 5));
        load(DECLARED);
        redis.configResetstat();

        assertThat(loaded(DECLARED, true)).contains(new LastTime(5));
        assertThat(redis.info("commandstats"))
                .contains("cmdstat_get:calls=6,", "cmdstat_lrange:calls=1,", "cmdstat_exists:calls=1,")
                .doesNotContain("cmdstat_hmget");
    }

    @Test
    void a_kill_switch_counts_for_the_next_plan() {
        assertThat(load(DECLARED)).contains(new KillSwitch(false));
        redis.set("quantum:kill", "1");
        assertThat(load(DECLARED)).contains(new KillSwitch(true));
        redis.del("quantum:kill");
        assertThat(load(DECLARED)).contains(new KillSwitch(false));
    }

    @Test
    void the_totals_of_a_new_day_are_others() {
        redis.set("quantum:governor:daily:BTCUSDT:2026-01-28", "120.5");
        assertThat(loaded(DECLARED, true)).contains(new DailyTotals(120.5, 0));
        now = NOW.plusSeconds(86_400);
        assertThat(load(DECLARED)).contains(new DailyTotals(0, 0));
    }

    @Test
    void other_rules_begin_with_nothing_known() {
        redis.hset(KEY, Map.of("budget_usd", "1000", "timestamp", Long.toString(NOW.getEpochSecond())));

        assertThat(load(List.of(FactDeclaration.of(Budget.class)))).contains(new Budget("", 1000, 0));
        assertThat(stress()).isEqualTo(new Stressed(0.5));
    }

    @Test
    void a_connection_that_was_lost_knows_nothing() {
        redis.clientKill(KillArgs.Builder.skipme());
        redis.hset(KEY, "stress_factor", "0.9");

        // a command that was under way when the connection was lost may never be answered
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stress()).isEqualTo(new Stressed(0.9)));
        redis.hset(KEY, "stress_factor", "0.8");
        assertThat(stress()).isEqualTo(new Stressed(0.8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-client", "-client|tracking", "-client|caching"})
    void where_redis_does_not_tell_of_changes_every_plan_reads(String refused) {
        CommandArgs<String, String> user = new CommandArgs<>(StringCodec.UTF8);
        List.of("SETUSER", "plain", "reset", "on", "nopass", "~*", "&*", "+@all", refused)
                .forEach(user::add);
        redis.dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), user);
        RedisURI uri = RedisURI.create(SERVER.uri());
        uri.setCredentialsProvider(RedisCredentialsProvider.from(() -> RedisCredentials.just("plain", "any")));
        connection = ByHand.connection(CLIENT, uri);
        loader = loader();

        for (int i = 1; i < 20; i++) {
            redis.hset(KEY, "stress_factor", Integer.toString(i));
            assertThat(stress()).isEqualTo(new Stressed(i));
        }
        assertThat(redis.info("commandstats")).contains("cmdstat_hmget:calls=19,");
    }

    private Fact stress() {
        return load(DECLARED).stream()
                .filter(fact -> fact instanceof Stressed
                        || (fact instanceof Unavailable gone && gone.fact().equals("stressed")))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] bytes(long number) {
        return Long.toString(number).getBytes(UTF_8);
    }

    private List<Fact> load(List<FactDeclaration> declared) {
        return loaded(declared, false);
    }

    private List<Fact> loaded(List<FactDeclaration> declared, boolean again) {
        // as a plan that was published by now would do: it comes behind the news of changes
        plans.sync().ping();
        Map<String, byte[]> fields = new LinkedHashMap<>();
        Map.of("plan_id", "plan-" + published++, "symbol", "BTCUSDT", "action", "OPEN", "decision", "EXECUTE")
                .forEach((name, value) -> fields.put(name, value.getBytes(UTF_8)));
        PlanEntry.Judgeable plan = (PlanEntry.Judgeable)
                PlanDecoder.decode(new StreamMessage<>("plans", NOW.toEpochMilli() + "-0", fields));
        try {
            List<FactDeclaration> none = CandidateFacts.NONE.declarations();
            return (again
                            ? loader.loadAgain(List.of(plan), declared, none)
                            : loader.load(List.of(plan), declared, none))
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS)
                    .get(0)
                    .facts();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
