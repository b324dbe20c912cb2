package io.quantum.governor.engine.tools.mutate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConditionTest {
    @Test
    void a_comparison_is_turned_to_the_one_beside_it_and_to_its_opposite() {
        assertThat(Condition.of("score >= killScore.critical").turned())
                .containsExactly("score > killScore.critical", "score < killScore.critical");
        assertThat(Condition.of("mode == \"enforce\"").turned()).containsExactly("mode != \"enforce\"");
    }

    @Test
    void what_looks_like_a_comparison_inside_a_text_is_left_alone() {
        assertThat(Condition.of("mode != \"a >= b, not in || c\"").turned())
                .containsExactly("mode == \"a >= b, not in || c\"");
        assertThat(Condition.of("mode != \"a || b\"").alternatives()).isEmpty();
    }

    @Test
    void a_membership_is_turned_into_its_opposite() {
        assertThat(Condition.of("action in ( \"A\", \"B\" )").turned())
                .containsExactly("action not in ( \"A\", \"B\" )");
        assertThat(Condition.of("word not contains \"LOW\"").turned()).containsExactly("word contains \"LOW\"");
    }

    @Test
    void a_switch_is_turned() {
        assertThat(Condition.of("executed").turned()).containsExactly("!executed");
        assertThat(Condition.of("!executed").turned()).containsExactly("executed");
    }

    @Test
    void each_alternative_is_tried_alone() {
        assertThat(Condition.of("opening || ( a || b ) || exempt == false").alternatives())
                .containsExactly("opening", "( a || b )", "exempt == false");
    }

    @Test
    void a_name_is_no_condition_and_stays_when_its_comparison_is_dropped() {
        assertThat(Condition.of("$score : score").isOnlyBinding()).isTrue();
        assertThat(Condition.of("$score : score").turned()).isEmpty();
        assertThat(Condition.of("$score : score > 3").isOnlyBinding()).isFalse();
        assertThat(Condition.of("$score : score > 3").dropped()).isEqualTo("$score : score");
        assertThat(Condition.of("score > 3").dropped()).isEmpty();
    }
}
