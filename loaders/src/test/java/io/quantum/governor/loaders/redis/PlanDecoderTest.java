package io.quantum.governor.loaders.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.StreamMessage;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanDecoderTest {
    private final Map<String, byte[]> fields = new HashMap<>();

    PlanDecoderTest() {
        set("plan_id", "p1");
        set("symbol", "BTCUSDT");
        set("action", "OPEN");
        set("decision", "EXECUTE");
    }

    @ParameterizedTest
    @CsvSource({"kill_score, abc", "kill_score, NaN", "symbol, btc", "qty, -1", "plan_id, a b", "plan_id, ''"})
    void what_is_not_to_be_executed_is_unwanted_whatever_can_not_be_read(String field, String value) {
        set(field, value);
        for (String decision : new String[] {"HOLD", "", "execute", " EXECUTE"}) {
            set("decision", decision);
            assertThat(decode()).as(decision).isInstanceOf(PlanEntry.Unwanted.class);
        }
        fields.remove("decision");
        assertThat(decode()).isInstanceOf(PlanEntry.Unwanted.class);
        set("decision", "EXECUTE");
        assertThat(decode()).isNotInstanceOf(PlanEntry.Unwanted.class);
    }

    @Test
    void a_decision_that_is_no_text_is_none_to_execute() {
        fields.put("decision", new byte[] {(byte) 0xff});
        assertThat(decode()).isInstanceOf(PlanEntry.Unwanted.class);
    }

    @Test
    void an_unwanted_plan_that_can_be_read_is_left_to_the_rules() {
        set("decision", "HOLD");
        assertThat(decode()).isInstanceOf(PlanEntry.Judgeable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e308", "-1e308", "1e16", "5e-324"})
    void a_finite_kill_score_of_any_size_is_one(String score) {
        set("kill_score", score);
        assertThat(decode()).isInstanceOf(PlanEntry.Judgeable.class);
        assertThat(decode().fields()).containsEntry("kill_score", score);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e309", "-1e309", "NaN", "Infinity", "0x1p3", "1d", " 1"})
    void what_is_no_finite_number_is_no_kill_score(String score) {
        set("kill_score", score);
        assertThat(decode()).isInstanceOf(PlanEntry.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"qty", "close_qty", "price"})
    void quantities_and_prices_have_a_limit(String field) {
        set(field, "1e15");
        assertThat(decode()).isInstanceOf(PlanEntry.Judgeable.class);
        set(field, "1.1e15");
        assertThat(decode()).isInstanceOf(PlanEntry.Malformed.class);
    }

    @Test
    void a_plan_that_names_no_strategy_and_an_empty_account_is_of_the_default_ones() {
        set("account", "");
        PlanEntry entry = decode();

        assertThat(entry)
                .isInstanceOfSatisfying(
                        PlanEntry.Judgeable.class,
                        plan -> assertThat(plan.plan())
                                .extracting(PlanFields::strategy, PlanFields::account)
                                .containsExactly("default", "default"));
    }

    @Test
    void a_strategy_and_an_account_are_kept_as_they_are_written() {
        set("strategy", "Scalper.v2");
        set("account", "a".repeat(64));
        PlanEntry entry = decode();

        assertThat(entry)
                .isInstanceOfSatisfying(
                        PlanEntry.Judgeable.class,
                        plan -> assertThat(plan.plan())
                                .extracting(PlanFields::strategy, PlanFields::account)
                                .containsExactly("Scalper.v2", "a".repeat(64)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"two words", "a/b", "ä", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void any_other_strategy_makes_a_plan_malformed(String strategy) {
        set("strategy", strategy);
        assertThat(decode())
                .isInstanceOfSatisfying(
                        PlanEntry.Malformed.class,
                        plan -> assertThat(plan.detail()).isEqualTo("strategy must be 1 to 64 of A-Z a-z 0-9 . _ : -"));
    }

    private void set(String field, String value) {
        fields.put(field, value.getBytes(UTF_8));
    }

    private PlanEntry decode() {
        return PlanDecoder.decode(new StreamMessage<>("plans", "1-0", fields));
    }
}
