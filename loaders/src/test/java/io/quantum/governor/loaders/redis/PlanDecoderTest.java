package io.quantum.governor.loaders.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.StreamMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanDecoderTest {

    @Test
    void a_plan_that_names_no_strategy_and_an_empty_account_is_of_the_default_ones() {
        PlanEntry entry = decoded(Map.of("account", ""));

        assertThat(entry)
                .isInstanceOfSatisfying(
                        PlanEntry.Judgeable.class,
                        plan -> assertThat(plan.plan())
                                .extracting(PlanFields::strategy, PlanFields::account)
                                .containsExactly("default", "default"));
    }

    @Test
    void a_strategy_and_an_account_are_kept_as_they_are_written() {
        PlanEntry entry = decoded(Map.of("strategy", "Scalper.v2", "account", "a".repeat(64)));

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
        assertThat(decoded(Map.of("strategy", strategy)))
                .isInstanceOfSatisfying(
                        PlanEntry.Malformed.class,
                        plan -> assertThat(plan.detail()).isEqualTo("strategy must be 1 to 64 of A-Z a-z 0-9 . _ : -"));
    }

    private static PlanEntry decoded(Map<String, String> more) {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        Map.of("plan_id", "p1", "symbol", "BTCUSDT", "decision", "EXECUTE")
                .forEach((name, value) -> fields.put(name, value.getBytes(UTF_8)));
        more.forEach((name, value) -> fields.put(name, value.getBytes(UTF_8)));
        return PlanDecoder.decode(new StreamMessage<>("plans", "1769601600000-0", fields));
    }
}
