package io.quantum.governor.engine.rules.rulebook.fence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RemarksTest {
    @Test
    void two_slashes_in_a_text_begin_no_remark() {
        assertThat(Remarks.without("a( b == \"c // d\" ) // e\nf /* g\nh */ i"))
                .isEqualTo("a( b == \"c // d\" )  \nf   i");
    }

    @Test
    void a_text_may_be_as_long_as_a_file() {
        String text = "\"" + "a // b ".repeat(30_000) + "\"";

        assertThat(Remarks.without(text + " // c")).isEqualTo(text + "  ");
    }
}
