package io.quantum.governor.engine.tools.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeasuredTest {
    @Test
    void numbers_that_differ_never_look_the_same() {
        assertThat(Measured.against(617.5049, 500)).isEqualTo("617.5 against 500");
        assertThat(Measured.against(200.00000001, 200)).isEqualTo("200.00000001 against 200");
        assertThat(Measured.against(3, 3)).isEqualTo("3 against 3");
    }
}
