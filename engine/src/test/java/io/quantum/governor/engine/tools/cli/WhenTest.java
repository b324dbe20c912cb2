package io.quantum.governor.engine.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

/** Times on the command line. */
class WhenTest {
    private final When when = new When(InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z")));

    @ParameterizedTest
    @CsvSource({
        "90s, 2026-11-21T09:58:30Z",
        "15m, 2026-11-21T09:45:00Z",
        "24h, 2026-11-20T10:00:00Z",
        "7d, 2026-11-14T10:00:00Z",
        "2026-11-01, 2026-11-01T00:00:00Z",
        "2026-11-01T12:30:00.5Z, 2026-11-01T12:30:00.500Z"
    })
    void may_be_so_long_ago_a_day_or_a_moment(String text, Instant meant) {
        assertThat(when.convert(text)).isEqualTo(meant);
    }

    @Test
    void what_is_no_time_is_refused_with_what_is_allowed() {
        assertThatThrownBy(() -> when.convert("yesterday"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'yesterday' is no time; give 90s, 15m, 24h or 7d ago");
    }
}
