package io.quantum.governor.loaders.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class KnownKeyTest {
    private final KnownKey<byte[]> key = new KnownKey<>("k", KnownKey.Belief.UNTIL_TOLD, redis -> {
        throw new IllegalStateException("not sent here");
    });

    @Test
    void a_key_is_due_until_somebody_tells_of_its_changes() {
        assertThat(key.isDue(1)).isTrue();
        key.believe();
        assertThat(key.isDue(2)).isFalse();
        key.changed();
        assertThat(key.isDue(3)).isTrue();
    }

    @Test
    void a_change_that_was_told_before_the_answer_came_counts() {
        key.changed();
        key.believe();
        assertThat(key.isDue(1)).isTrue();
    }

    @Test
    void what_was_written_is_not_known_of_a_key_that_was_not() {
        key.wrote(new byte[0]);
        assertThat(key.isDue(1)).isTrue();
    }
}
