package io.quantum.governor.loaders.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KillSwitchesTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "0", "false", "no", "off", "OFF", "False", "nO", " 0 ", "0\n", "\toff\r\n", " ", "\n"})
    void what_is_plainly_off_is_off(String value) {
        assertThat(KillSwitches.isOn(value.getBytes(UTF_8))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1", "1\n", "true", "yes", "on", "ON", "2", "-1", "00", "0.0", "of", "o ff", "null", "0\u0000",
                "\u00a00"
            })
    void anything_else_is_on(String value) {
        assertThat(KillSwitches.isOn(value.getBytes(UTF_8))).isTrue();
    }

    @Test
    void bytes_that_are_no_utf_8_are_on() {
        assertThat(KillSwitches.isOn(new byte[] {(byte) 0xff})).isTrue();
        assertThat(KillSwitches.isOn(new byte[] {'0', (byte) 0xc3})).isTrue();
    }
}
