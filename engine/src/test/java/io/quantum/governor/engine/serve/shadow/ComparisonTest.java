package io.quantum.governor.engine.serve.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.facts.Hint;
import io.quantum.governor.facts.Order;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Said PERMIT = permit(1, Hint.none("ok"));
    private static final Said BURST = block("3", "burst_limit_exceeded");
    private static final Said SKIP = new Said("SKIP", "", "", Optional.empty(), Optional.empty());

    @Test
    void the_same_answer_agrees() {
        assertThat(Comparison.of(PERMIT, permit(1, Hint.none("ok")))).isEqualTo(agree());
        assertThat(Comparison.of(BURST, block("3", "burst_limit_exceeded"))).isEqualTo(agree());
        assertThat(Comparison.of(Said.ERROR, Said.blocked("evaluation_error"))).isEqualTo(agree());
    }

    @Test
    void a_new_block_has_the_gate_and_reason_of_the_candidate() {
        assertThat(Comparison.of(PERMIT, BURST))
                .isEqualTo(new Comparison("newly_blocked", "3", "burst_limit_exceeded"));
        assertThat(Comparison.of(PERMIT, Said.ERROR))
                .isEqualTo(new Comparison("newly_blocked", "", "evaluation_error"));
        assertThat(Comparison.of(PERMIT, SKIP)).isEqualTo(new Comparison("newly_blocked", "", "SKIP"));
    }

    @Test
    void a_new_permit_has_the_gate_and_reason_of_the_rules_in_force() {
        assertThat(Comparison.of(BURST, PERMIT))
                .isEqualTo(new Comparison("newly_permitted", "3", "burst_limit_exceeded"));
        assertThat(Comparison.of(Said.ERROR, PERMIT))
                .isEqualTo(new Comparison("newly_permitted", "", "evaluation_error"));
    }

    @Test
    void blocks_of_two_gates_are_the_candidates_other_reason() {
        assertThat(Comparison.of(BURST, block("2", "hourly_limit_exceeded")))
                .isEqualTo(new Comparison("other_reason", "2", "hourly_limit_exceeded"));
    }

    @Test
    void permits_of_another_quantity_or_hint_differ() {
        assertThat(Comparison.of(PERMIT, permit(2, Hint.none("ok")))).isEqualTo(new Comparison("other_permit", "", ""));
        assertThat(Comparison.of(PERMIT, permit(1, Hint.downsize(0.5, 10))))
                .isEqualTo(new Comparison("other_permit", "", ""));
    }

    private static Comparison agree() {
        return new Comparison("agree", "", "");
    }

    private static Said permit(double qty, Hint hint) {
        return new Said("PERMIT", "", "", Optional.of(Order.unpriced(true, qty)), Optional.of(hint));
    }

    private static Said block(String gate, String reason) {
        return new Said("BLOCK", gate, reason, Optional.empty(), Optional.empty());
    }
}
