package io.quantum.governor.engine.decide.allocation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.decide.cycle.Lease;
import io.quantum.governor.engine.rules.rulebook.RuleFile;
import io.quantum.governor.engine.rules.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookManifest;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestRedis;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cycle of the proposer makes of what it finds in Redis. */
class AllocationCycleIT {
    private static final RedisView REDIS = new RedisView(TestRedis.uri());
    private static final String TARGETS = "quantum:allocation:target:";
    private static final String EFFICIENCIES = "quantum:capital:efficiency:";

    /** Rules that come to two ends for a target of 13 USD. */
    private static final RulebookFiles UNLUCKY = new RulebookFiles(
            new RulebookManifest("small", "1.0.0", "us", "nothing"),
            List.of(new RuleFile("allocation/unlucky.drl", """
                    package governor.allocation.unlucky

                    import io.quantum.governor.facts.NoProposal

                    declare Target
                        @fact( "redis hash quantum:allocation:target:{symbol}" ) @version("1.0.0") @owner("us")
                        usd : double    @field("target_usd") @unit("USD")
                    end

                    rule "unlucky: any target"
                    when
                        Target()
                    then
                        insert( new NoProposal( "tested" ) );
                    end

                    rule "unlucky: thirteen"
                    when
                        Target( usd == 13 )
                    then
                        insert( new NoProposal( "unlucky" ) );
                    end
                    """)));

    private final TestProposer proposer = new TestProposer(TestRedis.uri(), REDIS, Map.of());

    @BeforeEach
    void empty() {
        REDIS.commands().flushall();
    }

    @AfterEach
    void close() {
        proposer.close();
    }

    @AfterAll
    static void end() {
        REDIS.close();
    }

    @Test
    void a_proposal_is_an_event_and_a_shadow_key_with_the_fields_of_the_contract() {
        proposer.target("BTCUSDT", "1000.5");
        proposer.efficiency("BTCUSDT", "0.9", "0.9");
        assertThat(proposer.cycle()).isTrue();

        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("ts_epoch", TestProposer.seconds(0));
        fields.put("symbol", "BTCUSDT");
        fields.put("base_target", "1000.5");
        fields.put("proposed_target", "1400.7");
        fields.put("multiplier", "1.4000");
        fields.put("eff_score", "0.9000");
        fields.put("eff_confidence", "0.900");
        fields.put("eff_stale", "0");
        fields.put("reason", "ok");
        fields.put("mode", "shadow");
        assertThat(proposer.events("BTCUSDT")).containsExactly(fields);
        fields.put("last_update_ts_epoch", TestProposer.seconds(0));
        assertThat(proposer.shadow("BTCUSDT")).containsExactlyInAnyOrderEntriesOf(fields);
        assertThat(REDIS.commands().ttl(TARGETS + "proposed:BTCUSDT")).isBetween(100L, 600L);
    }

    @ParameterizedTest
    @CsvSource({
        // score, confidence, age: proposed, multiplier, reason, stale, shown score, shown confidence
        "0.9,    0.9,     10,   1400,   1.4000, ok,        0, 0.9000, 0.900",
        "0.3,    0.9,     10,   800,    0.8000, ok,        0, 0.3000, 0.900",
        "1,      0.9,     10,   1500,   1.5000, ok,        0, 1.0000, 0.900",
        "0,      0.9,     10,   500,    0.5000, ok,        0, 0.0000, 0.900",
        "0.33333,0.9,     10,   833.33, 0.8333, ok,        0, 0.3333, 0.900",
        "9e-1,   6.5E-1,  10,   1400,   1.4000, ok,        0, 0.9000, 0.650",
        "0.9,    0.6499,  10,   1000,   1.0000, low_conf,  0, 0.9000, 0.650",
        "0.9,    0.5,     10,   1000,   1.0000, low_conf,  0, 0.9000, 0.500",
        "0.9,    0.9,     600,  1400,   1.4000, ok,        0, 0.9000, 0.900",
        "0.9,    0.9,     601,  1000,   1.0000, stale_eff, 1, 0.9000, 0.900",
        "0.9,    0.9,     -5,   1400,   1.4000, ok,        0, 0.9000, 0.900",
        "0.9,    0.9,     -6,   1000,   1.0000, stale_eff, 1, 0.9000, 0.900",
    })
    void the_efficiency_moves_the_target(
            String score,
            String confidence,
            long age,
            String proposed,
            String multiplier,
            String reason,
            String stale,
            String shownScore,
            String shownConfidence) {
        proposer.target("BTCUSDT", "1000");
        proposer.efficiency("BTCUSDT", score, confidence, TestProposer.seconds(-age));
        proposer.cycle();

        assertThat(proposer.shadow("BTCUSDT"))
                .containsEntry("proposed_target", proposed)
                .containsEntry("multiplier", multiplier)
                .containsEntry("reason", reason)
                .containsEntry("eff_stale", stale)
                .containsEntry("eff_score", shownScore)
                .containsEntry("eff_confidence", shownConfidence);
        assertThat(proposer.metric("p29_shadow_proposed_total{reason=\"" + reason + "\"}"))
                .isEqualTo(1);
    }

    @Test
    void an_efficiency_written_in_fractions_of_a_second_is_as_old_as_its_whole_seconds() {
        proposer.target("BTCUSDT", "1000");
        proposer.efficiency("BTCUSDT", "0.9", "0.9", TestProposer.seconds(-600) + ".01");
        proposer.cycle();
        assertThat(proposer.shadow("BTCUSDT")).containsEntry("reason", "ok");
    }

    @Test
    void without_an_efficiency_the_target_is_proposed_as_it_is() {
        proposer.target("BTCUSDT", "1000");
        proposer.cycle();

        assertThat(proposer.shadow("BTCUSDT"))
                .containsEntry("reason", "missing_eff")
                .containsEntry("multiplier", "1.0000")
                .containsEntry("proposed_target", "1000")
                .containsEntry("eff_score", "")
                .containsEntry("eff_confidence", "")
                .containsEntry("eff_stale", "0");
        assertThat(proposer.shows("p29_shadow_eff_score{symbol=\"BTCUSDT\"}")).isFalse();
        assertThat(proposer.metric("p29_shadow_multiplier{symbol=\"BTCUSDT\"}")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "efficiency_score, 1.7",
        "efficiency_score, -0.1",
        "efficiency_score, nan",
        "efficiency_score, NaN",
        "efficiency_score, Infinity",
        "efficiency_score, abc",
        "efficiency_score, ''",
        "efficiency_score, 0x1p-1",
        "confidence, 1.01",
        "confidence, nan",
        "confidence, ''",
        "ts, ''",
        "ts, nan",
        "ts, now",
    })
    void an_efficiency_that_makes_no_sense_is_a_redis_error_and_changes_nothing(String field, String value) {
        proposer.target("BTCUSDT", "1000");
        proposer.efficiency("BTCUSDT", "0.9", "0.9");
        REDIS.hash(EFFICIENCIES + "BTCUSDT", Map.of(field, value));
        proposer.cycle();
        assertRedisError("BTCUSDT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"efficiency_score", "confidence", "ts"})
    void an_efficiency_without_a_field_it_needs_is_a_redis_error(String field) {
        proposer.target("BTCUSDT", "1000");
        proposer.efficiency("BTCUSDT", "0.9", "0.9");
        REDIS.commands().hdel(EFFICIENCIES + "BTCUSDT", field);
        proposer.cycle();
        assertRedisError("BTCUSDT");
    }

    @Test
    void an_efficiency_of_another_type_is_a_redis_error() {
        proposer.target("BTCUSDT", "1000");
        REDIS.set(EFFICIENCIES + "BTCUSDT", "0.9");
        proposer.cycle();
        assertRedisError("BTCUSDT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.0", "-0", "0e5"})
    void a_target_of_zero_is_proposed_as_zero(String zero) {
        proposer.target("BTCUSDT", zero);
        proposer.efficiency("BTCUSDT", "0.9", "0.9");
        proposer.cycle();

        assertThat(proposer.shadow("BTCUSDT"))
                .containsEntry("base_target", "0")
                .containsEntry("proposed_target", "0")
                .containsEntry("multiplier", "1.4000")
                .containsEntry("reason", "ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-0.00000001", "nan", "inf", "1e16", "abc", "", " 1000", "1,000"})
    void a_target_that_makes_no_sense_gets_no_proposal_and_is_counted(String usd) {
        proposer.target("BTCUSDT", usd);
        proposer.efficiency("BTCUSDT", "0.9", "0.9");
        assertThat(proposer.cycle()).isTrue();
        assertBadTarget("BTCUSDT");
    }

    @Test
    void a_target_hash_without_its_amount_gets_no_proposal() {
        REDIS.hash(TARGETS + "BTCUSDT", Map.of("mode", "enforce"));
        proposer.cycle();
        assertBadTarget("BTCUSDT");
    }

    @Test
    void a_target_of_another_type_gets_no_proposal() {
        REDIS.set(TARGETS + "BTCUSDT", "1000");
        proposer.cycle();
        assertBadTarget("BTCUSDT");
    }

    @Test
    void a_target_counts_whatever_its_age_and_mode() {
        REDIS.hash(TARGETS + "OLDUSDT", Map.of("target_usd", "100", "mode", "shadow", "timestamp", "1"));
        REDIS.hash(TARGETS + "BAREUSDT", Map.of("target_usd", "100"));
        proposer.cycle();
        assertThat(proposer.shadow("OLDUSDT")).containsEntry("proposed_target", "100");
        assertThat(proposer.shadow("BAREUSDT")).containsEntry("proposed_target", "100");
    }

    @Test
    void a_proposal_that_was_made_before_stays_until_it_expires_when_the_target_goes_bad() {
        proposer.target("BTCUSDT", "1000");
        proposer.cycle();
        REDIS.hash(TARGETS + "BTCUSDT", Map.of("target_usd", "-5"));
        proposer.cycle();
        assertThat(proposer.shadow("BTCUSDT")).containsEntry("proposed_target", "1000");
        assertThat(proposer.events("BTCUSDT")).hasSize(1);
        assertThat(proposer.shows("p29_shadow_multiplier{symbol=\"BTCUSDT\"}")).isFalse();
    }

    @Test
    void what_the_proposer_has_written_is_never_taken_for_a_symbol() {
        proposer.target("BTCUSDT", "1000");
        REDIS.hash(TARGETS + "proposed:ETHUSDT", Map.of("target_usd", "1000"));
        for (String noSymbol : List.of("proposed", "btcusdt", "", "A", "BTC/USDT", "X".repeat(41), "BTC USDT", "Ä")) {
            REDIS.hash(TARGETS + noSymbol, Map.of("target_usd", "1000"));
        }
        proposer.cycle();
        proposer.cycle();
        proposer.cycle();

        assertThat(REDIS.commands().keys(TARGETS + "proposed:*"))
                .containsExactlyInAnyOrder(TARGETS + "proposed:BTCUSDT", TARGETS + "proposed:ETHUSDT");
        assertThat(REDIS.entries(TestProposer.STREAM))
                .extracting(event -> event.get("symbol"))
                .containsExactly("BTCUSDT", "BTCUSDT", "BTCUSDT");
        assertThat(proposer.metric("p29_shadow_loops_total")).isEqualTo(3);
    }

    @Test
    void no_target_and_no_efficiency_is_ever_changed() {
        for (int i = 0; i < 50; i++) {
            proposer.target("SYM" + i, Integer.toString(i - 5));
            proposer.efficiency("SYM" + i, "0." + i, "0.9");
        }
        REDIS.set(TARGETS + "WRONG", "1");
        REDIS.commands().expire(TARGETS + "SYM7", 5000);
        Map<String, String> before = dump();
        proposer.cycle();
        proposer.cycle();

        assertThat(dump()).isEqualTo(before);
        assertThat(REDIS.commands().ttl(TARGETS + "SYM7")).isBetween(1000L, 5000L);
        assertThat(REDIS.commands().ttl(TARGETS + "SYM8")).isEqualTo(-1);
        assertThat(REDIS.commands().keys(TARGETS + "proposed:*")).hasSize(45);
    }

    @Test
    void a_shadow_key_is_renewed_with_every_cycle() {
        proposer.target("BTCUSDT", "1000");
        proposer.cycle();
        REDIS.commands().expire(TARGETS + "proposed:BTCUSDT", 5);
        proposer.efficiency("BTCUSDT", "0.9", "0.9");
        proposer.cycle();
        assertThat(proposer.shadow("BTCUSDT")).containsEntry("proposed_target", "1400");
        assertThat(REDIS.commands().ttl(TARGETS + "proposed:BTCUSDT")).isBetween(100L, 600L);
    }

    @Test
    void a_shadow_key_of_another_type_is_left_alone_and_counted_and_costs_no_other_symbol_anything() {
        proposer.target("BTCUSDT", "1000");
        proposer.target("ETHUSDT", "1000");
        REDIS.set(TARGETS + "proposed:BTCUSDT", "of another type");
        assertThat(proposer.cycle()).isTrue();

        assertThat(REDIS.text(TARGETS + "proposed:BTCUSDT")).isEqualTo("of another type");
        assertThat(proposer.events("BTCUSDT")).isEmpty();
        assertThat(proposer.shadow("ETHUSDT")).containsEntry("proposed_target", "1000");
        assertThat(proposer.metric("governor_allocation_failures_total{step=\"write\"}"))
                .isEqualTo(1);
        assertThat(proposer.metric("p29_shadow_proposed_total{reason=\"missing_eff\"}"))
                .isEqualTo(1);
        assertThat(proposer.shows("p29_shadow_multiplier{symbol=\"BTCUSDT\"}")).isFalse();
    }

    @Test
    void bad_neighbours_cost_a_symbol_nothing() {
        proposer.target("AAA", "-1");
        REDIS.set(TARGETS + "BBB", "text");
        proposer.target("CCC", "1000");
        REDIS.set(EFFICIENCIES + "CCC", "text");
        REDIS.commands().hset(TARGETS + "DDD", "target_usd", new byte[] {(byte) 0xff, (byte) 0xfe});
        REDIS.commands().hset(EFFICIENCIES + "EEE", "efficiency_score", new byte[200_000]);
        proposer.target("EEE", "1000");
        proposer.target("ZZZ", "1000");
        proposer.efficiency("ZZZ", "0.9", "0.9");
        proposer.cycle();

        assertThat(proposer.shadow("ZZZ")).containsEntry("reason", "ok").containsEntry("proposed_target", "1400");
        assertThat(proposer.metric("p29_shadow_proposed_total{reason=\"bad_target\"}"))
                .isEqualTo(3);
        assertThat(proposer.metric("p29_shadow_proposed_total{reason=\"redis_error\"}"))
                .isEqualTo(2);
        assertThat(proposer.metric("p29_shadow_proposed_total{reason=\"ok\"}")).isEqualTo(1);
    }

    @Test
    void rules_that_fail_for_one_symbol_cost_another_nothing() {
        proposer.target("AAA", "13");
        proposer.target("BBB", "14");
        boolean ended = proposer.cycle(RulebookCompiler.compile(UNLUCKY));

        assertThat(ended).isTrue();
        assertThat(proposer.metric("p29_shadow_proposed_total{reason=\"tested\"}"))
                .isEqualTo(1);
        assertThat(proposer.metric("governor_allocation_failures_total{step=\"evaluate\"}"))
                .isEqualTo(1);
        assertThat(proposer.metric("p29_shadow_loops_total")).isEqualTo(1);
    }

    @Test
    void a_stream_of_another_type_is_counted_and_the_shadow_keys_are_written() {
        REDIS.set(TestProposer.STREAM, "of another type");
        proposer.target("AAA", "1000");
        proposer.target("BBB", "1000");
        assertThat(proposer.cycle()).isTrue();

        assertThat(proposer.shadow("AAA")).containsEntry("proposed_target", "1000");
        assertThat(proposer.shadow("BBB")).containsEntry("proposed_target", "1000");
        assertThat(proposer.metric("governor_allocation_failures_total{step=\"write\"}"))
                .isEqualTo(2);
        assertThat(proposer.metric("p29_shadow_proposed_total{reason=\"missing_eff\"}"))
                .isZero();

        REDIS.commands().del(TestProposer.STREAM);
        assertThat(proposer.cycle()).isTrue();
        assertThat(proposer.events("BBB")).hasSize(1);
    }

    @Test
    void more_symbols_than_a_batch_are_all_dealt_with_and_the_stream_stays_short() {
        for (int i = 0; i < 2500; i++) {
            proposer.target("SYM" + i, "1000");
        }
        assertThat(proposer.cycle()).isTrue();
        assertThat(proposer.cycle()).isTrue();

        assertThat(REDIS.commands().keys(TARGETS + "proposed:*")).hasSize(2500);
        assertThat(proposer.metric("p29_shadow_proposed_total{reason=\"missing_eff\"}"))
                .isEqualTo(5000);
        assertThat(REDIS.commands().xlen(TestProposer.STREAM)).isBetween(1000L, 1200L);
    }

    @Test
    void gauges_are_those_of_the_last_cycle_and_of_so_many_symbols_at_most() {
        proposer.target("BTCUSDT", "1000");
        proposer.efficiency("BTCUSDT", "0.9", "0.8");
        proposer.cycle();
        assertThat(proposer.metric("p29_shadow_multiplier{symbol=\"BTCUSDT\"}")).isEqualTo(1.4);
        assertThat(proposer.metric("p29_shadow_eff_score{symbol=\"BTCUSDT\"}")).isEqualTo(0.9);
        assertThat(proposer.metric("p29_shadow_eff_confidence{symbol=\"BTCUSDT\"}"))
                .isEqualTo(0.8);

        REDIS.commands().del(TARGETS + "BTCUSDT");
        for (int i = 0; i < 2100; i++) {
            proposer.target("SYM" + i, "1000");
        }
        proposer.cycle();
        assertThat(proposer.shows("p29_shadow_multiplier{symbol=\"BTCUSDT\"}")).isFalse();
        assertThat(proposer.samples("p29_shadow_multiplier")).isEqualTo(2000);
    }

    @Test
    void a_daemon_that_does_not_propose_shows_no_gauges() {
        proposer.target("BTCUSDT", "1000");
        proposer.cycle();
        proposer.stopProposing();
        assertThat(proposer.samples("p29_shadow_multiplier")).isZero();
        assertThat(proposer.metric("p29_shadow_loops_total")).isEqualTo(1);
    }

    @Test
    void a_daemon_without_the_lease_writes_nothing() {
        proposer.target("BTCUSDT", "1000");
        REDIS.set(Lease.key("allocation"), "another");
        assertThat(proposer.cycle()).isFalse();
        assertThat(proposer.shadow("BTCUSDT")).isEmpty();
        assertThat(proposer.metric("p29_shadow_loops_total")).isZero();
        assertThat(proposer.metric("p29_shadow_proposed_total{reason=\"missing_eff\"}"))
                .isZero();
    }

    @Test
    void a_daemon_that_loses_the_lease_while_it_judges_writes_nothing() {
        proposer.target("BTCUSDT", "1000");
        Clock thief = new Clock() {
            @Override
            public Instant instant() {
                // asked only while a symbol's facts are loaded
                REDIS.set(Lease.key("allocation"), "another");
                return TestProposer.NOW;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        boolean ended = proposer.cycle(thief);

        assertThat(ended).isFalse();
        assertThat(proposer.shadow("BTCUSDT")).isEmpty();
        assertThat(REDIS.has(TestProposer.STREAM)).isFalse();
        assertThat(proposer.metric("p29_shadow_proposed_total{reason=\"missing_eff\"}"))
                .isZero();
        assertThat(proposer.metric("governor_allocation_failures_total{step=\"write\"}"))
                .isZero();
    }

    @Test
    void without_any_target_a_cycle_writes_nothing() {
        assertThat(proposer.cycle()).isTrue();
        assertThat(REDIS.commands().keys("*")).isEmpty();
        assertThat(proposer.metric("p29_shadow_loops_total")).isEqualTo(1);
    }

    @Test
    void the_environment_moves_the_line_and_its_limits() {
        try (TestProposer other = new TestProposer(
                TestRedis.uri(),
                REDIS,
                Map.of(
                        "P31_BASE", "1.1",
                        "P31_SCALE", "2",
                        "P31_MIN_MULT", "0.9",
                        "P31_MAX_MULT", "1.2",
                        "P31_MIN_CONF", "0.2",
                        "P31_STALE_SEC", "20",
                        "P31_EFF_TTL_SEC", "1"))) {
            other.target("LOW", "100");
            other.efficiency("LOW", "0", "0.2", TestProposer.seconds(-20));
            other.target("MID", "100");
            other.efficiency("MID", "0.5", "0.2", TestProposer.seconds(-20));
            other.target("TOP", "100");
            other.efficiency("TOP", "1", "0.2", TestProposer.seconds(-20));
            other.target("OLD", "100");
            other.efficiency("OLD", "1", "0.2", TestProposer.seconds(-21));
            other.cycle();

            assertThat(other.shadow("LOW")).containsEntry("multiplier", "0.9000");
            assertThat(other.shadow("MID")).containsEntry("multiplier", "1.1000");
            assertThat(other.shadow("TOP")).containsEntry("multiplier", "1.2000");
            assertThat(other.shadow("OLD")).containsEntry("reason", "stale_eff");
        }
    }

    private void assertRedisError(String symbol) {
        assertThat(proposer.shadow(symbol))
                .containsEntry("reason", "redis_error")
                .containsEntry("multiplier", "1.0000")
                .containsEntry("proposed_target", "1000")
                .containsEntry("eff_score", "")
                .containsEntry("eff_confidence", "")
                .containsEntry("eff_stale", "0");
        assertThat(proposer.metric("p29_shadow_proposed_total{reason=\"redis_error\"}"))
                .isEqualTo(1);
        assertThat(proposer.shows("p29_shadow_eff_score{symbol=\"" + symbol + "\"}"))
                .isFalse();
    }

    private void assertBadTarget(String symbol) {
        assertThat(proposer.shadow(symbol)).isEmpty();
        assertThat(REDIS.has(TestProposer.STREAM)).isFalse();
        assertThat(proposer.metric("p29_shadow_proposed_total{reason=\"bad_target\"}"))
                .isEqualTo(1);
        assertThat(proposer.shows("p29_shadow_multiplier{symbol=\"" + symbol + "\"}"))
                .isFalse();
    }

    /** Every target and efficiency with what it holds, as Redis would save it. */
    private static Map<String, String> dump() {
        Map<String, String> dump = new LinkedHashMap<>();
        REDIS.commands().keys("*").stream()
                .filter(key -> key.startsWith(TARGETS) || key.startsWith(EFFICIENCIES))
                .filter(key -> !key.startsWith(TARGETS + "proposed:"))
                .sorted()
                .forEach(key -> dump.put(
                        key,
                        REDIS.commands().type(key).equals("hash")
                                ? hash(key)
                                : new String(REDIS.commands().get(key), UTF_8)));
        return dump;
    }

    private static String hash(String key) {
        Map<String, String> texts = new java.util.TreeMap<>();
        REDIS.commands().hgetall(key).forEach((name, value) -> texts.put(name, new String(value, UTF_8)));
        return texts.toString();
    }
}
