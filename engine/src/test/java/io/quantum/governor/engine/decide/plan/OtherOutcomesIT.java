package io.quantum.governor.engine.decide.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What ends in neither permit nor block, or in one for its age or its past. */
class OtherOutcomesIT {
    private static final byte[] NO_UTF8 = {'a', (byte) 0xff, (byte) 0xc0, 0, '\n', 'z'};

    private final RedisView redis = new RedisView(TestRedis.uri());

    @BeforeEach
    void empty() {
        redis.commands().flushall();
    }

    @AfterEach
    void leaves_nothing_pending() {
        assertThat(redis.pending()).isZero();
        redis.close();
    }

    @Test
    void a_plan_published_before_the_first_start_is_decided() {
        List<String> ids = redis.publish(TestPlan.halfClose("early", "BTCUSDT"));
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), "testnet")) {
            redis.awaitDecided(ids);
            governor.awaitOutcomes(1);
        }
        assertThat(redis.permit("early").path("granted").asBoolean()).isTrue();
    }

    @Test
    void a_plan_whose_stream_id_is_old_is_expired_and_one_at_the_limit_is_not() {
        long now = System.currentTimeMillis();
        List<String> ids = List.of(
                redis.publishAs(now - 62_000 + "-0", TestPlan.halfClose("expired", "BTCUSDT")),
                redis.publishAs(
                        now - 50_000 + "-0",
                        TestPlan.halfClose("in time", "ETHUSDT").with("plan_id", "in_time")));
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), "testnet")) {
            redis.awaitDecided(ids);
            governor.awaitOutcomes(2);
        }
        assertThat(redis.block("expired").path("reason").asText()).isEqualTo("plan_expired");
        assertThat(redis.block("expired").path("gate").asText()).isEqualTo("plan-age");
        assertThat(redis.permit("in_time").path("granted").asBoolean()).isTrue();
    }

    @Test
    void a_plan_whose_stream_id_lies_in_the_future_is_expired_and_one_that_two_clocks_explain_is_not() {
        long now = System.currentTimeMillis();
        List<String> ids = List.of(
                redis.publishAs(now + 3000 + "-0", TestPlan.halfClose("soon", "BTCUSDT")),
                redis.publishAs(now + 3_600_000 + "-0", TestPlan.halfClose("future", "ETHUSDT")));
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), "testnet")) {
            redis.awaitDecided(ids);
            governor.awaitOutcomes(2);
        }
        assertThat(redis.permit("soon").path("granted").asBoolean()).isTrue();
        assertThat(redis.block("future").path("reason").asText()).isEqualTo("plan_expired");
        assertThat(redis.block("future").path("detail").asText()).endsWith(" against -5");
    }

    @Test
    void the_highest_id_that_redis_allows_is_in_the_future_and_stops_nobody() {
        List<String> ids = List.of(
                redis.publishAs("18446744073709551614-0", TestPlan.halfClose("far", "BTCUSDT")),
                redis.publishAs("18446744073709551615-18446744073709551615", TestPlan.halfClose("last", "ETHUSDT")));
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), "testnet")) {
            redis.awaitDecided(ids);
            governor.awaitOutcomes(2);
        }
        assertThat(redis.block("far").path("reason").asText()).isEqualTo("plan_expired");
        assertThat(redis.block("last").path("reason").asText()).isEqualTo("plan_expired");
    }

    @Test
    void a_plan_that_its_publisher_does_not_want_executed_leaves_nothing_but_its_audit_record() {
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), "testnet")) {
            List<JsonNode> audits = redis.decide(
                    TestPlan.halfClose("skip:1", "BTCUSDT").with("decision", "HOLD"),
                    TestPlan.halfClose("skip:2", "BTCUSDT").without("decision"));
            assertThat(audits)
                    .allSatisfy(
                            audit -> assertThat(audit.path("outcome").asText()).isEqualTo("SKIP"));
            redis.decide(TestPlan.halfClose("a b", "btc").with("decision", "HOLD"));
            governor.awaitOutcomes(3);
            assertThat(governor.metric("governor_plans_total{outcome=\"SKIP\"}"))
                    .isEqualTo(3);
        }
        // what a daemon remembers of kill switches may be there already, and is no plan's
        assertThat(redis.commands().keys("*"))
                .filteredOn(key -> !key.equals("quantum:governor:watched"))
                .containsExactlyInAnyOrder(RedisView.PLANS, RedisView.AUDIT, RedisView.FRAMES);
    }

    @Test
    void an_entry_without_a_usable_plan_id_becomes_a_dead_letter_with_its_raw_bytes() {
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), "testnet")) {
            List<String> ids = redis.publish(
                    TestPlan.halfClose("x", "BTCUSDT").with("plan_id", NO_UTF8).with("note", NO_UTF8));
            JsonNode audit = redis.awaitDecided(ids).get(0);

            assertThat(audit.path("outcome").asText()).isEqualTo("DEAD_LETTER");
            List<StreamMessage<String, byte[]>> letters =
                    redis.commands().xrange(RedisView.DEAD_LETTERS, Range.unbounded());
            assertThat(letters).hasSize(1);
            Map<String, byte[]> letter = letters.get(0).getBody();
            assertThat(letter.get("stream_id")).asString().isEqualTo(ids.get(0));
            assertThat(letter.get("why")).asString().isEqualTo("plan_id is not UTF-8");
            assertThat(letter.get("raw.plan_id")).isEqualTo(NO_UTF8);
            assertThat(letter.get("raw.note")).isEqualTo(NO_UTF8);
            assertThat(letter.get("raw.symbol")).asString().isEqualTo("BTCUSDT");
            assertThat(redis.entries(RedisView.EVENTS))
                    .singleElement()
                    .satisfies(event -> assertThat(event).containsEntry("event", "PLAN_REJECTED"));
            assertThat(governor.metric("governor_plans_total{outcome=\"DEAD_LETTER\"}"))
                    .isEqualTo(1);
        }
        assertThat(redis.commands().keys("quantum:permit:*")).isEmpty();
        assertThat(redis.commands().keys("quantum:governor:block:*")).isEmpty();
    }

    @Test
    void a_plan_id_decided_a_moment_ago_gets_nothing_new() {
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), "testnet")) {
            redis.decide(TestPlan.halfClose("twice", "BTCUSDT"));
            redis.commands().getdel("quantum:permit:twice");
            JsonNode audit =
                    redis.decide(TestPlan.halfClose("twice", "BTCUSDT")).get(0);

            assertThat(audit.path("outcome").asText()).isEqualTo("DUPLICATE");
            assertThat(governor.metric("quantum_govern_allow_total{symbol=\"BTCUSDT\"}"))
                    .isEqualTo(1);
        }
        assertThat(redis.has("quantum:permit:twice")).isFalse();
        assertThat(redis.commands().llen("quantum:governor:exec:BTCUSDT")).isEqualTo(1);
        assertThat(redis.eventsOf("twice")).hasSize(1);
    }

    @Test
    void a_plan_id_is_a_new_plan_after_the_window_unless_it_was_executed() {
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), "testnet")) {
            redis.decide(TestPlan.halfClose("used", "BTCUSDT"), TestPlan.halfClose("unused", "ETHUSDT"));
            redis.append(RedisView.RESULTS, Map.of("plan_id", "used", "symbol", "BTCUSDT", "executed", "True"));
            redis.append(RedisView.RESULTS, Map.of("plan_id", "unused", "symbol", "ETHUSDT", "executed", "False"));
            await().atMost(RedisView.PATIENCE).until(() -> redis.has("quantum:governor:executed:used"));
            theWindowPasses("used");
            theWindowPasses("unused");
            redis.decide(TestPlan.halfClose("used", "BTCUSDT"), TestPlan.halfClose("unused", "ETHUSDT"));

            assertThat(governor.metric("quantum_govern_allow_total{symbol=\"ETHUSDT\"}"))
                    .isEqualTo(2);
        }
        assertThat(redis.block("used").path("reason").asText()).isEqualTo("duplicate_plan");
        assertThat(redis.block("unused").isMissingNode()).isTrue();
    }

    /** The decision's key lives exactly as long as the window. */
    private void theWindowPasses(String planId) {
        assertThat(redis.commands().del("quantum:governor:decision:" + planId)).isEqualTo(1);
    }
}
