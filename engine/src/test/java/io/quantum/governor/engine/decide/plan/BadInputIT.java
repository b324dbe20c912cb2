package io.quantum.governor.engine.decide.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries that can't be read, each in one batch with healthy neighbours on both sides. */
class BadInputIT {
    private static final RedisView REDIS = new RedisView(TestRedis.uri());
    private static TestGovernor governor;
    private static int count;

    @BeforeAll
    static void start() {
        REDIS.commands().flushall();
        governor = TestGovernor.start(TestRedis.uri(), "testnet");
    }

    @AfterEach
    void leaves_nothing_pending() {
        assertThat(REDIS.pending()).isZero();
    }

    @AfterAll
    static void end() {
        governor.close();
        REDIS.close();
    }

    static Stream<byte[]> unusablePlanIds() {
        return Stream.of(
                new byte[0],
                bytes("a".repeat(201)),
                bytes("a b"),
                bytes("a\nb"),
                bytes("plan\n"),
                bytes("a".repeat(10 * 1024)),
                bytes("plän"),
                new byte[] {'a', (byte) 0xff});
    }

    @ParameterizedTest
    @MethodSource("unusablePlanIds")
    void an_unusable_plan_id_makes_a_dead_letter(byte[] planId) {
        assertDeadLetter(TestPlan.halfClose("x", "BTCUSDT").with("plan_id", planId));
    }

    @Test
    void a_missing_plan_id_makes_a_dead_letter() {
        assertDeadLetter(TestPlan.halfClose("x", "BTCUSDT").without("plan_id"));
    }

    @Test
    void a_plan_id_of_200_letters_is_usable() {
        String planId = "a".repeat(200);
        JsonNode audit = decideBetweenNeighbours(TestPlan.halfClose(planId, fresh("BTC")))
                .get(0);

        assertThat(audit.path("outcome").asText()).isEqualTo("PERMIT");
        assertThat(REDIS.permit(planId).path("granted").asBoolean()).isTrue();
    }

    static Stream<byte[]> badSymbols() {
        return Stream.of(
                new byte[0],
                bytes("B"),
                bytes("BTC USDT"),
                bytes("BTCUSDT\n"),
                bytes("BTC\nUSDT"),
                bytes("btcusdt"),
                bytes("B".repeat(41)),
                bytes("B".repeat(10 * 1024)),
                bytes("BTC:USDT"),
                bytes("ＢＴＣ"),
                new byte[] {'B', 'T', 'C', (byte) 0xff, (byte) 0xfe});
    }

    @ParameterizedTest
    @MethodSource("badSymbols")
    void a_bad_symbol_makes_a_malformed_plan(byte[] symbol) {
        TestPlan plan = TestPlan.halfClose(fresh("symbol:"), "X").with("symbol", symbol);
        JsonNode block = assertMalformed(plan);

        assertThat(block.path("detail").asText()).startsWith("symbol ");
        assertThat(block.path("symbol").asText("none")).isEmpty();
    }

    @Test
    void a_missing_symbol_makes_a_malformed_plan() {
        assertMalformed(TestPlan.halfClose(fresh("symbol:"), "X").without("symbol"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill_score", "qty", "close_qty", "price"})
    void what_is_no_finite_number_makes_a_malformed_plan(String field) {
        List<String> values = List.of("NaN", "1e999", "-1e999", "abc", "Infinity", "0x1p3", "1,5", "0.1f", " 1", "1\n");
        List<TestPlan> plans = values.stream()
                .map(value -> TestPlan.halfClose(fresh("number:"), fresh("BTC")).with(field, value))
                .toList();
        List<JsonNode> audits = decideBetweenNeighbours(plans.toArray(TestPlan[]::new));

        for (int i = 0; i < values.size(); i++) {
            assertThat(audits.get(i).path("reason").asText()).as(values.get(i)).isEqualTo("malformed_plan");
            assertThat(audits.get(i).path("detail").asText())
                    .isEqualTo(field + " must be a finite number, is '" + values.get(i) + "'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"qty", "close_qty"})
    void a_negative_quantity_makes_a_malformed_plan(String field) {
        JsonNode block = assertMalformed(
                TestPlan.halfClose(fresh("negative:"), fresh("BTC")).with(field, "-1"));

        assertThat(block.path("detail").asText()).isEqualTo(field + " must not be negative, is -1.0");
    }

    @ParameterizedTest
    @CsvSource({
        "kill_score, -1",
        "kill_score, 1e308",
        "kill_score, -1e308",
        "price, -1",
        "kill_score, 1e3",
        "qty, 2E-1",
        "price, 1738015443.25",
        "qty, -0"
    })
    void any_other_decimal_is_a_number(String field, String value) {
        JsonNode audit = decideBetweenNeighbours(
                        TestPlan.halfClose(fresh("number:"), fresh("BTC")).with(field, value))
                .get(0);

        assertThat(audit.path("outcome").asText()).isEqualTo("PERMIT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill_score", "qty", "close_qty", "price", "side", "action", "timestamp"})
    void an_empty_field_is_an_absent_one(String field) {
        String planId = fresh("empty:");
        JsonNode audit = decideBetweenNeighbours(
                        TestPlan.halfClose(planId, fresh("BTC")).with(field, ""))
                .get(0);

        assertThat(audit.path("outcome").asText()).isEqualTo("PERMIT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"steps", "action", "timestamp"})
    void a_field_over_64_kib_makes_a_malformed_plan_and_one_of_64_kib_does_not(String field) {
        JsonNode block = assertMalformed(
                TestPlan.halfClose(fresh("large:"), fresh("BTC")).with(field, "x".repeat(64 * 1024 + 1)));
        JsonNode audit = decideBetweenNeighbours(
                        TestPlan.halfClose(fresh("large:"), fresh("BTC")).with(field, "x".repeat(64 * 1024)))
                .get(0);

        assertThat(block.path("detail").asText()).isEqualTo("field '" + field + "' is larger than 65536 bytes");
        assertThat(audit.path("outcome").asText()).isEqualTo("PERMIT");
    }

    @Test
    void a_field_of_the_plan_that_is_no_utf_8_makes_a_malformed_plan_and_an_unknown_one_does_not() {
        byte[] noText = {(byte) 0xc3, (byte) 0x28};
        JsonNode block = assertMalformed(
                TestPlan.halfClose(fresh("bytes:"), fresh("BTC")).with("action", noText));
        JsonNode audit = decideBetweenNeighbours(
                        TestPlan.halfClose(fresh("bytes:"), fresh("BTC")).with("k_note", noText))
                .get(0);

        assertThat(block.path("detail").asText()).isEqualTo("action is not UTF-8");
        assertThat(audit.path("outcome").asText()).isEqualTo("PERMIT");
        assertThat(audit.path("plan").path("k_note").asText()).isEqualTo("\ufffd(");
    }

    @ParameterizedTest
    @CsvSource({"plan_id, a b", "plan_id, ''", "symbol, btcusdt", "kill_score, abc", "qty, -1", "close_qty, NaN"})
    void what_is_not_to_be_executed_is_skipped_whatever_can_not_be_read(String field, String value) {
        long letters = REDIS.commands().xlen(RedisView.DEAD_LETTERS);
        String planId = fresh("unwanted:");
        TestPlan plan = TestPlan.halfClose(planId, fresh("BTC")).with(field, value);
        List<JsonNode> audits = decideBetweenNeighbours(
                plan.with("decision", "HOLD"), plan.with("decision", ""), plan.without("decision"));

        assertThat(audits).allSatisfy(audit -> {
            assertThat(audit.path("outcome").asText()).isEqualTo("SKIP");
            assertThat(audit.path("reason").asText()).isEmpty();
            assertThat(audit.path("detail").asText()).startsWith(field + " ");
        });
        assertThat(REDIS.commands().keys("quantum:*:" + planId)).isEmpty();
        assertThat(REDIS.eventsOf(planId)).isEmpty();
        assertThat(REDIS.commands().xlen(RedisView.DEAD_LETTERS)).isEqualTo(letters);
    }

    @Test
    void of_one_plan_id_in_a_batch_only_the_first_is_decided() {
        String planId = fresh("same:");
        String malformedId = fresh("same:");
        List<JsonNode> audits = decideBetweenNeighbours(
                TestPlan.halfClose(planId, "BTCUSDT"),
                TestPlan.halfClose(planId, "BTCUSDT"),
                TestPlan.halfClose(planId, "ETHUSDT"),
                TestPlan.halfClose(malformedId, "BTCUSDT").with("qty", "abc"),
                TestPlan.halfClose(malformedId, "BTCUSDT").with("qty", "abc"));

        assertThat(audits)
                .extracting(audit -> audit.path("outcome").asText())
                .containsExactly("PERMIT", "DUPLICATE", "DUPLICATE", "BLOCK", "DUPLICATE");
        assertThat(REDIS.permit(planId).path("symbol").asText()).isEqualTo("BTCUSDT");
        assertThat(REDIS.eventsOf(planId)).hasSize(1);
        assertThat(REDIS.eventsOf(malformedId)).hasSize(1);
    }

    private static void assertDeadLetter(TestPlan plan) {
        long letters = REDIS.commands().xlen(RedisView.DEAD_LETTERS);
        JsonNode audit = decideBetweenNeighbours(plan).get(0);

        assertThat(audit.path("outcome").asText()).isEqualTo("DEAD_LETTER");
        assertThat(REDIS.commands().xlen(RedisView.DEAD_LETTERS)).isEqualTo(letters + 1);
    }

    private static JsonNode assertMalformed(TestPlan plan) {
        String planId = new String(plan.fields().getOrDefault("plan_id", new byte[0]), UTF_8);
        JsonNode audit = decideBetweenNeighbours(plan).get(0);
        JsonNode block = REDIS.block(planId);

        assertThat(audit.path("outcome").asText()).isEqualTo("BLOCK");
        assertThat(block.path("reason").asText()).isEqualTo("malformed_plan");
        assertThat(REDIS.permit(planId).isMissingNode()).isTrue();
        assertThat(REDIS.eventsOf(planId))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("event", "PLAN_BLOCKED")
                        .containsEntry("reason", "malformed_plan"));
        return block;
    }

    /** Tells the audit records of the plans between the neighbours. */
    private static List<JsonNode> decideBetweenNeighbours(TestPlan... plans) {
        String before = fresh("before:");
        String after = fresh("after:");
        List<TestPlan> batch = Stream.of(
                        Stream.of(TestPlan.halfClose(before, fresh("ETH"))),
                        Stream.of(plans),
                        Stream.of(TestPlan.halfClose(after, fresh("ETH"))))
                .flatMap(s -> s)
                .toList();
        List<String> ids = REDIS.publish(batch);
        List<JsonNode> audits = REDIS.awaitDecided(ids);

        assertThat(REDIS.permit(before).path("granted").asBoolean()).isTrue();
        assertThat(REDIS.permit(after).path("granted").asBoolean()).isTrue();
        ids.forEach(id -> assertThat(REDIS.audits().get(id)).hasSize(1));
        return audits.subList(1, audits.size() - 1);
    }

    private static String fresh(String stem) {
        count++;
        return stem + count;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
