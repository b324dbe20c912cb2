package io.quantum.governor.engine.serve.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShadowReportTest {
    private static final Candidate CANDIDATE = new Candidate(
            "1", "small", "1.1.0", "0123456789abcdef", "release 1.1.0", "ann", "2026-01-28T12:00:00Z", "");

    @Test
    void daemons_are_summed_row_by_row() {
        ShadowReport report = ShadowReport.of(
                CANDIDATE,
                List.of(
                        daemon("a", "2026-01-28T12:00:05Z", 1, row("agree", 40), row("newly_blocked", 2)),
                        daemon("b", "2026-01-28T12:00:01Z", 0, row("newly_blocked", 8), row("newly_permitted", 50))));

        assertThat(report.plans()).isEqualTo(100);
        assertThat(report.missed()).isEqualTo(1);
        assertThat(report.since()).isEqualTo("2026-01-28T12:00:01Z");
        assertThat(report.rows())
                .extracting(r -> r.result() + " " + r.plans())
                .containsExactly("newly_permitted 50", "agree 40", "newly_blocked 10");
    }

    @Test
    void a_report_fits_a_terminal_and_says_where_to_look() {
        String text = ShadowText.of(ShadowReport.of(
                CANDIDATE, List.of(daemon("a", "2026-01-28T12:00:01Z", 3, row("agree", 98), row("newly_blocked", 2)))));

        assertThat(text.lines())
                .containsExactly(
                        "candidate small 1.1.0 (0123456789ab) from release 1.1.0, by ann",
                        "100 plans compared since 2026-01-28T12:00:01Z, 3 missed: the candidate was too slow",
                        "  agree            98  98.0 %",
                        "  newly blocked    2   2.0 %",
                        "  newly permitted  0   0.0 %",
                        "  other reason     0   0.0 %",
                        "  other permit     0   0.0 %",
                        "  plans  would be       gate  reason  last plan",
                        "  2      newly blocked  3     why     p1",
                        "a",
                        "  shadows it beside small 1.0.0, heard at 2026-01-28T12:01:00Z");
    }

    private static DaemonShadow.Row row(String result, long plans) {
        return result.equals("agree")
                ? new DaemonShadow.Row(result, "", "", plans, List.of())
                : new DaemonShadow.Row(result, "3", "why", plans, List.of("p1"));
    }

    private static DaemonShadow daemon(String name, String since, long missed, DaemonShadow.Row... rows) {
        return new DaemonShadow(
                name,
                DaemonShadow.SHADOWING,
                "",
                "",
                since,
                "2026-01-28T12:01:00Z",
                List.of("small 1.0.0"),
                missed,
                List.of(rows));
    }
}
