package io.quantum.governor.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.facts.Verdict;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class DecisionLineTest {
    private static final Instant AT = Instant.parse("2026-01-02T09:15:03Z");

    private final DecisionLine plain = new DecisionLine(Ansi.OFF, ZoneOffset.UTC);

    @Test
    void tells_gate_value_limit_and_reason_of_a_block() {
        assertThat(plain.of(block("ETHUSDT", "1 kill-score", "0.92 against 0.8", "kill_score_critical_non_close")))
                .isEqualTo("09:15:03  ETHUSDT   OPEN_PROPOSED        BLOCK   1 kill-score           "
                        + "0.92 against 0.8  kill_score_critical_non_close");
    }

    @Test
    void tells_what_a_permit_permits() {
        assertThat(plain.of(decision("BTCUSDT", "PARTIAL_25", Verdict.PERMIT, "", "", "qty 0.001, 95.00 USD")))
                .isEqualTo("09:15:03  BTCUSDT   PARTIAL_25           PERMIT  qty 0.001, 95.00 USD");
    }

    @Test
    void tells_what_is_wrong_with_a_plan_that_no_gate_saw() {
        assertThat(plain.of(block("", "", "qty must not be negative, is '-1'", "malformed_plan")))
                .endsWith("  malformed_plan: qty must not be negative, is '-1'")
                .contains("09:15:03  -         OPEN_PROPOSED");
    }

    @Test
    void heading_stands_over_the_columns() {
        String line = plain.of(block("ETHUSDT", "3 burst", "2 against 2", "burst_limit_exceeded"));
        String heading = DecisionLine.heading();
        assertThat(heading.indexOf("symbol")).isEqualTo(line.indexOf("ETHUSDT"));
        assertThat(heading.indexOf("action")).isEqualTo(line.indexOf("OPEN_PROPOSED"));
        assertThat(heading.indexOf("answer")).isEqualTo(line.indexOf("BLOCK"));
        assertThat(heading.indexOf("deciding gate")).isEqualTo(line.indexOf("3 burst"));
    }

    @Test
    void colours_the_outcome_alone_and_only_where_colours_are_on() {
        Decision block = block("ETHUSDT", "3 burst", "2 against 2", "burst_limit_exceeded");
        String coloured = new DecisionLine(Ansi.ON, ZoneOffset.UTC).of(block);
        assertThat(coloured).contains("\u001b[").endsWith("burst_limit_exceeded");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain.of(block));
        assertThat(plain.of(block)).doesNotContain("\u001b");
    }

    @Test
    void never_leaves_a_terminal_of_120_columns() {
        String line = plain.of(decision("S".repeat(40), "A".repeat(500), Verdict.BLOCK, "0 g", "r", "w".repeat(500)));
        assertThat(line).hasSize(120).endsWith("..");
    }

    @Test
    void a_symbol_too_long_to_fit_does_not_hide_the_outcome() {
        Decision permit = decision("S".repeat(40), "PARTIAL_25", Verdict.PERMIT, "", "", "qty 1");
        assertThat(plain.of(permit)).contains("PERMIT");
    }

    @Test
    void shows_nothing_that_would_play_with_the_terminal() {
        assertThat(plain.of(decision("BTCUSDT", "\u001b[2J\n@|red x|@", Verdict.PERMIT, "", "", "qty 1")))
                .contains("?[2J?@|red x|@")
                .doesNotContain("\u001b", "\n");
    }

    private static Decision block(String symbol, String gate, String why, String reason) {
        return decision(symbol, "OPEN_PROPOSED", Verdict.BLOCK, gate, reason, why);
    }

    private static Decision decision(
            String symbol, String action, String outcome, String gate, String reason, String why) {
        return new Decision(AT, symbol, action, outcome, gate, reason, why, List.of());
    }
}
