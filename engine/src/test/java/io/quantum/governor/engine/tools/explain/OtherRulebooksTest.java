package io.quantum.governor.engine.tools.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantum.governor.engine.testing.TestRules;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OtherRulebooksTest {
    @Test
    void none_is_compiled_while_a_rulebook_is_being_admitted() throws Exception {
        AtomicBoolean admitting = new AtomicBoolean(true);
        AtomicInteger compiled = new AtomicInteger();
        var rules = TestRules.admitted(Map.of()).rules();
        OtherRulebooks others = new OtherRulebooks(
                name -> rules.texts(),
                files -> {
                    compiled.incrementAndGet();
                    return rules.rulebook();
                },
                admitting::get);
        assertThatThrownBy(() -> others.named("1.0.0"))
                .isInstanceOf(OtherRulebooks.BusyException.class)
                .hasMessageContaining("ask again");
        assertThat(compiled).hasValue(0);
        admitting.set(false);
        assertThat(others.named("1.0.0")).isSameAs(rules.rulebook());
        assertThat(others.named("1.0.0")).isSameAs(rules.rulebook());
        assertThat(compiled).hasValue(1);
    }
}
