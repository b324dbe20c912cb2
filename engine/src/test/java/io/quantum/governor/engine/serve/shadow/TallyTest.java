package io.quantum.governor.engine.serve.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final Instant NOON = Instant.parse("2026-01-28T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Comparison AGREE = new Comparison("agree", "", "");
    private static final Comparison BURST = new Comparison("newly_blocked", "3", "burst_limit_exceeded");

    private final Tally tally = new Tally();

    @Test
    void counts_by_result_gate_and_reason_and_keeps_the_last_three_plans_that_differ() {
        for (int plan = 1; plan <= 5; plan++) {
            tally.add(BURST, "p" + plan);
            tally.add(AGREE, "a" + plan);
        }

        assertThat(tally.rows())
                .containsExactly(
                        new DaemonShadow.Row(
                                "newly_blocked", "3", "burst_limit_exceeded", 5, List.of("p5", "p4", "p3")),
                        new DaemonShadow.Row("agree", "", "", 5, List.of()));
    }

    @Test
    void the_first_plan_that_differs_is_told_at_once_and_further_ones_together_after_the_pause() {
        tally.add(AGREE, "a");
        assertThat(tally.due(NOON, MINUTE)).isEmpty();
        tally.add(BURST, "p1");
        assertThat(tally.due(NOON, MINUTE)).extracting(Tally.Due::fresh).containsExactly(1L);
        tally.add(BURST, "p2");
        tally.add(BURST, "p3");

        assertThat(tally.due(NOON.plusSeconds(59), MINUTE)).isEmpty();
        assertThat(tally.due(NOON.plusSeconds(60), MINUTE))
                .extracting(Tally.Due::fresh)
                .containsExactly(2L);
        assertThat(tally.due(NOON.plusSeconds(120), MINUTE)).isEmpty();
    }

    @Test
    void reasons_without_number_fill_no_page() {
        for (int reason = 0; reason < 1000; reason++) {
            tally.add(new Comparison("newly_blocked", "3", "reason_" + reason), "p" + reason);
        }

        assertThat(tally.rows()).hasSize(101);
        assertThat(tally.rows().get(100).reason()).isEqualTo("other");
        assertThat(tally.rows().get(100).plans()).isEqualTo(900);
    }
}
