package io.quantum.governor.loaders.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.quantum.governor.facts.DeclaredFact;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Moment;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.loaders.declared.About;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.declared.TestFacts.AccountLimits;
import io.quantum.governor.loaders.declared.TestFacts.Budget;
import io.quantum.governor.loaders.declared.TestFacts.ClusterStress;
import io.quantum.governor.loaders.declared.TestFacts.Fills;
import io.quantum.governor.loaders.declared.TestFacts.Halt;
import io.quantum.governor.loaders.declared.TestFacts.Heat;
import io.quantum.governor.loaders.declared.TestFacts.LastTime;
import io.quantum.governor.loaders.declared.TestFacts.StrategyLimits;
import io.quantum.governor.loaders.declared.TestFacts.Stressed;
import io.quantum.governor.loaders.declared.TestFacts.Venue;
import io.quantum.governor.loaders.declared.TestFacts.Violation;
import io.quantum.governor.loaders.declared.TestFacts.Wish;
import io.quantum.governor.loaders.sandbox.BundledRedis;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Declared facts out of a real Redis. */
class DeclaredReadsIT {
    private static final BundledRedis SERVER = BundledRedis.start();
    private static final RedisClient CLIENT = RedisClient.create(SERVER.uri());
    private static final Instant NOW = Instant.parse("2026-01-28T12:00:00.750Z");
    private static final Clock NOON = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String SEC = Long.toString(NOW.getEpochSecond());
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String VIOLATIONS = "quantum:stream:budget.violation";

    private final RedisCommands<String, String> redis = CLIENT.connect().sync();
    private final StatefulRedisConnection<String, byte[]> connection =
            ByHand.connection(CLIENT, RedisURI.create(SERVER.uri()));
    private int flushes;

    private final NothingOutside nothing = new NothingOutside();

    @BeforeEach
    void empty() {
        redis.flushall();
        redis.configResetstat();
    }

    @AfterAll
    static void end() {
        CLIENT.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        SERVER.close();
    }

    @Test
    void a_hash_is_read_by_its_fields() {
        redis.hset(
                "quantum:portfolio:budget:BTCUSDT",
                Map.of("budget_usd", "1000", "timestamp", SEC, "mode", "enforce", "more", "x"));

        assertThat(of("BTCUSDT", Budget.class)).isEqualTo(new Budget("enforce", 1000, 0));
        assertThat(of("ETHUSDT", Budget.class)).isEqualTo(missing("budget", "quantum:portfolio:budget:ETHUSDT"));
    }

    @Test
    void a_string_is_its_one_value() {
        redis.set("quantum:governor:last_exec:BTCUSDT", "1769601590.25");

        assertThat(of("BTCUSDT", LastTime.class)).isEqualTo(new LastTime(10));
        assertThat(of("ETHUSDT", LastTime.class)).isEqualTo(missing("lastTime", "quantum:governor:last_exec:ETHUSDT"));
    }

    @Test
    void a_list_is_its_entries_by_their_numbers_and_how_many_there_are() {
        redis.rpush("quantum:fills:BTCUSDT", "{\"price\":3}", "{\"price\":2}", "not looked at");
        redis.rpush("quantum:fills:ETHUSDT", "{\"price\":3}");

        assertThat(of("BTCUSDT", Fills.class)).isEqualTo(new Fills(3, 3, 2));
        assertThat(of("ETHUSDT", Fills.class))
                .isEqualTo(unreadable("fills", "quantum:fills:ETHUSDT: 1.price is missing"));
    }

    @Test
    void the_head_of_a_long_list_is_read() {
        for (int price = 0; price < 150; price++) {
            redis.lpush("quantum:fills:BTCUSDT", "{\"price\":" + price + "}");
        }

        assertThat(of("BTCUSDT", Fills.class)).isEqualTo(new Fills(100, 149, 148));
    }

    @Test
    void the_key_of_a_cluster_is_the_one_of_the_symbols_cluster_or_the_default_one() {
        redis.hset("quantum:cluster:stress:default", "stress", "0.1");
        redis.hset("quantum:cluster:stress:100%1 {cluster}", "stress", "0.2");
        redis.set("quantum:cluster:of:ETHUSDT", "100%1 {cluster}");
        redis.set("quantum:cluster:of:XRPUSDT", "");
        redis.set("quantum:cluster:of:SOLUSDT", "nowhere");

        assertThat(of("BTCUSDT", ClusterStress.class)).isEqualTo(new ClusterStress(0.1));
        assertThat(of("ETHUSDT", ClusterStress.class)).isEqualTo(new ClusterStress(0.2));
        assertThat(of("XRPUSDT", ClusterStress.class)).isEqualTo(new ClusterStress(0.1));
        assertThat(of("SOLUSDT", ClusterStress.class))
                .isEqualTo(missing("clusterStress", "quantum:cluster:stress:{cluster} of SOLUSDT"));
    }

    @Test
    void a_key_of_another_type_is_named_and_costs_no_neighbour_anything() {
        redis.set("quantum:portfolio:budget:BTCUSDT", "a string");
        redis.lpush("quantum:governor:last_exec:BTCUSDT", "a list");
        redis.hset("quantum:fills:BTCUSDT", "a", "hash");
        redis.hset("quantum:cluster:of:BTCUSDT", "a", "hash");
        redis.set("quantum:cluster:stress:default", "a string");
        redis.set(VIOLATIONS, "a string");
        redis.hset("quantum:venue:default:default:2026-01-28", "orders", "3");
        redis.set("quantum:governor:last_exec:ETHUSDT", SEC);
        DeclaredReads reads =
                reads(Budget.class, LastTime.class, Fills.class, ClusterStress.class, Violation.class, Venue.class);
        String why = " holds another type than the contract says; delete or rename it";

        assertThat(of(reads, "BTCUSDT"))
                .containsExactly(
                        unreadable("budget", "quantum:portfolio:budget:BTCUSDT:" + why),
                        unreadable("lastTime", "quantum:governor:last_exec:BTCUSDT:" + why),
                        unreadable("fills", "quantum:fills:BTCUSDT:" + why),
                        unreadable("clusterStress", "quantum:cluster:stress:{cluster} of BTCUSDT:" + why),
                        unreadable("violation", VIOLATIONS + ":" + why),
                        new Venue(true, 3));
        assertThat(of(reads, "ETHUSDT"))
                .contains(
                        new LastTime(0),
                        unreadable("clusterStress", "quantum:cluster:stress:{cluster} of ETHUSDT:" + why));
    }

    @Test
    void a_key_that_redis_refuses_is_named_and_costs_no_neighbour_anything() {
        redis.aclSetuser(
                "reader", AclSetuserArgs.Builder.on().nopass().allCommands().keyPattern("quantum:venue:*"));
        redis.hset("quantum:venue:default:default:2026-01-28", "orders", "3");
        RedisURI asReader = RedisURI.create(SERVER.uri());
        asReader.setCredentialsProvider(RedisCredentialsProvider.from(() -> RedisCredentials.just("reader", "any")));
        try (StatefulRedisConnection<String, byte[]> reader = ByHand.connection(CLIENT, asReader)) {
            List<Fact> facts =
                    reads(Budget.class, Violation.class, Venue.class).about("BTCUSDT", reader, TIMEOUT, NOON);

            assertThat(facts).contains(new Venue(true, 3));
            assertThat(facts.subList(0, 2))
                    .allSatisfy(fact -> assertThat(fact).isInstanceOfSatisfying(Unavailable.class, unavailable -> {
                        assertThat(unavailable.cause()).isEqualTo(Unavailable.UNREADABLE);
                        assertThat(unavailable.detail()).contains("NOPERM");
                    }));
        } finally {
            redis.aclDeluser("reader");
        }
    }

    @Test
    void two_patterns_that_meet_in_one_key_are_read_each_by_its_own_fields() {
        redis.hset("quantum:limits:default", Map.of("most_open", "3", "loss", "0.02"));

        assertThat(of(reads(AccountLimits.class, StrategyLimits.class), "BTCUSDT"))
                .containsExactly(new AccountLimits(3, 0.02), new StrategyLimits(0.02, 3));
    }

    @Test
    void an_age_with_bounds_is_judged_when_it_is_asked_for() {
        redis.xadd("quantum:stream:halts", Map.of("symbol", "BTCUSDT", "state", "HALTED", "timestamp", SEC));
        redis.xadd("quantum:stream:halts", Map.of("symbol", "ETHUSDT", "state", "HALTED", "timestamp", "1000"));

        assertThat(of("BTCUSDT", Halt.class)).isEqualTo(new Halt("HALTED", 0));
        assertThat(of("ETHUSDT", Halt.class))
                .isInstanceOfSatisfying(
                        Unavailable.class, halt -> assertThat(halt.cause()).isEqualTo(Unavailable.UNREADABLE));
    }

    @Test
    void of_a_stream_that_is_not_read_to_its_end_yet_nothing_is_known() {
        redis.eval(
                "for i = 1, 10050 do redis.call('XADD', KEYS[1], '*', 'symbol', 'ETHUSDT') end",
                ScriptOutputType.STATUS,
                "quantum:stream:halts");
        redis.xadd("quantum:stream:halts", Map.of("symbol", "BTCUSDT", "state", "HALTED", "timestamp", SEC));
        DeclaredReads reads = reads(Halt.class);

        assertThat(of(reads, "BTCUSDT"))
                .containsExactly(unreadable("halt", "quantum:stream:halts: it is long, and not read to its end yet"));
        assertThat(of(reads, "BTCUSDT")).containsExactly(new Halt("HALTED", 0));
    }

    @Test
    void bytes_that_are_no_text_are_unreadable_alone() {
        RedisCommands<String, byte[]> bytes = CLIENT.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE))
                .sync();
        bytes.hset("quantum:portfolio:budget:BTCUSDT", "mode", new byte[] {(byte) 0xff});
        bytes.hset("quantum:portfolio:budget:BTCUSDT", "stress_factor", "0.5".getBytes(StandardCharsets.UTF_8));

        assertThat(of("BTCUSDT", Budget.class))
                .isEqualTo(unreadable("budget", "quantum:portfolio:budget:BTCUSDT: mode is not UTF-8"));
        assertThat(of("BTCUSDT", Stressed.class)).isEqualTo(new Stressed(0.5));
    }

    @Test
    void of_a_stream_the_newest_entry_about_the_symbol_counts_however_many_newer_ones_others_have() {
        DeclaredReads reads = reads(Violation.class);
        assertThat(of(reads, "BTCUSDT")).containsExactly(missing("violation", VIOLATIONS));

        violation("BTCUSDT", "1", SEC);
        violation("BTCUSDT", "2", SEC);
        for (int i = 0; i < 300; i++) {
            violation("ETHUSDT", "9", SEC);
        }
        assertThat(of(reads, "BTCUSDT")).containsExactly(new Violation(2, 0));

        violation("BTCUSDT", "3", SEC);
        assertThat(of(reads, "BTCUSDT")).containsExactly(new Violation(3, 0));
        assertThat(of(reads, "XRPUSDT")).containsExactly(missing("violation", VIOLATIONS));
    }

    @Test
    void an_entry_that_can_not_be_read_leaves_the_one_before_it_the_newest() {
        violation("BTCUSDT", "1", SEC);
        violation("BTCUSDT", "much", SEC);
        violation("BTCUSDT", "2", "1769601600000");
        redis.xadd(VIOLATIONS, Map.of("json", "{\"symbol\":\"BTCUSDT\",\"over_budget\":5"));
        redis.xadd(VIOLATIONS, Map.of("json", "{\"symbol\":\"BTCUSDT\",\"over_budget\":5}"));
        redis.xadd(VIOLATIONS, Map.of("symbol", "BTCUSDT"));

        assertThat(of("BTCUSDT", Violation.class)).isEqualTo(new Violation(1, 0));
    }

    @Test
    void a_stream_that_can_be_read_again_is() {
        DeclaredReads reads = reads(Violation.class);
        redis.set(VIOLATIONS, "a string");
        assertThat(of(reads, "BTCUSDT").get(0)).isInstanceOf(Unavailable.class);

        redis.del(VIOLATIONS);
        violation("BTCUSDT", "1", SEC);
        assertThat(of(reads, "BTCUSDT")).containsExactly(new Violation(1, 0));
    }

    @Test
    void everything_about_many_symbols_is_one_round_trip_in_which_each_key_is_read_once() {
        redis.hset("quantum:venue:default:default:2026-01-28", "orders", "3");
        DeclaredReads reads = reads(
                Budget.class,
                Stressed.class,
                LastTime.class,
                Fills.class,
                ClusterStress.class,
                Violation.class,
                Venue.class);

        List<SymbolFacts> facts = reads.of(List.of("BTCUSDT", "ETHUSDT"), counted(), TIMEOUT, NOON);

        assertThat(facts).extracting(SymbolFacts::symbol).containsExactly("BTCUSDT", "ETHUSDT");
        assertThat(facts)
                .allSatisfy(symbol -> assertThat(symbol.facts())
                        .hasSize(8)
                        .contains(new Venue(true, 3), new Moment(NOW.getEpochSecond())));
        assertThat(flushes).isEqualTo(1);
        // two budgets, read for two facts each; two clusters; the venue once
        assertThat(redis.info("commandstats"))
                .contains("cmdstat_hmget:calls=5,", "cmdstat_eval:calls=2,", "cmdstat_lrange:calls=2,")
                .contains("cmdstat_xread:calls=1,");
    }

    @Test
    void what_is_outside_is_followed_and_asked_and_a_fact_of_the_plan_needs_a_plan() {
        DeclaredReads reads = reads(Heat.class, Wish.class);

        assertThat(nothing.followed()).extracting(FactDeclaration::name).containsExactly("heat", "wish");
        assertThat(of(reads, "BTCUSDT")).containsExactly(missing("heat", "outside"), missing("wish", "plan"));

        DeclaredReads.Batch batch = reads.begin(connection.async());
        DeclaredReads.Asked asked = batch.ask(About.symbol("BTCUSDT", LocalDate.EPOCH));
        connection.flushCommands();
        batch.await(TIMEOUT);
        assertThat(asked.facts(field -> field.equals("json") ? "{\"wish\":\"more\"}" : "", NOW))
                .contains(new Wish("more"));
    }

    private void violation(String symbol, String over, String time) {
        redis.xadd(
                VIOLATIONS,
                Map.of(
                        "json",
                        "{\"symbol\":\"%s\",\"over_budget\":\"%s\",\"timestamp\":%s}".formatted(symbol, over, time)));
    }

    /** The connection, with its round trips counted. */
    @SuppressWarnings("unchecked")
    private StatefulRedisConnection<String, byte[]> counted() {
        return (StatefulRedisConnection<String, byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {StatefulRedisConnection.class},
                (proxy, method, arguments) -> {
                    flushes += method.getName().equals("flushCommands") ? 1 : 0;
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private DeclaredReads reads(Class<?>... kinds) {
        return new DeclaredReads(
                Arrays.stream(kinds)
                        .map(kind -> FactDeclaration.of(kind.asSubclass(DeclaredFact.class)))
                        .toList(),
                nothing);
    }

    private Fact of(String symbol, Class<? extends DeclaredFact> kind) {
        return of(reads(kind), symbol).get(0);
    }

    private List<Fact> of(DeclaredReads reads, String symbol) {
        return reads.about(symbol, connection, TIMEOUT, NOON).stream()
                .filter(fact -> !(fact instanceof Moment))
                .toList();
    }

    private static Unavailable missing(String fact, String where) {
        return new Unavailable(fact, Unavailable.MISSING, where);
    }

    private static Unavailable unreadable(String fact, String why) {
        return new Unavailable(fact, Unavailable.UNREADABLE, why);
    }
}
