package io.quantum.governor.lab.demo;

import io.quantum.governor.facts.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was seen, as a table that fits a terminal of 80 columns. */
final class Summary {
    private static final String REASON = "%-34s  %5s  %s";
    private static final String GATE = "%-21s  %-8s  %6s  %6s  %7s";
    private static final double MILLIS = 1e3;

    private Summary() {}

    /** @param wall how long the demo ran */
    static List<String> of(Tally tally, Duration wall) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(
                String.format(Locale.ROOT, "%s in %.1f s", count(tally.total(), "decision"), wall.toMillis() / MILLIS));
        lines.add(String.join(
                ", ",
                count(tally.count(Verdict.PERMIT), "permit"),
                count(tally.count(Verdict.BLOCK), "block"),
                count(tally.count(Verdict.DUPLICATE), "duplicate"),
                tally.count(Verdict.SKIP) + " skipped",
                count(tally.count(Decision.DEAD_LETTER), "dead letter")));
        if (!tally.reasons().isEmpty()) {
            reasons(tally, lines);
        }
        if (!tally.gates().isEmpty()) {
            gates(tally, lines);
        }
        return lines;
    }

    private static void reasons(Tally tally, List<String> lines) {
        lines.add("");
        lines.add(String.format(REASON, "block reason", "plans", "gate"));
        tally.reasons()
                .forEach((why, plans) -> lines.add(String.format(
                        REASON, why.code(), plans, why.gate().isEmpty() ? "before any gate" : why.gate())));
        long different = tally.reasons().keySet().stream()
                .map(Tally.Reason::code)
                .distinct()
                .count();
        lines.add(count(different, "different block reason"));
    }

    private static void gates(Tally tally, List<String> lines) {
        lines.add("");
        lines.add(String.format(GATE, "gate", "is", "passed", "opened", "blocked"));
        tally.gates()
                .forEach(g ->
                        lines.add(String.format(GATE, g.gate(), g.enforcement(), g.passed(), g.opened(), g.blocked())));
        long both =
                tally.gates().stream().filter(Tally.GateCount::isSeenBothWays).count();
        lines.add(both + " of " + count(tally.gates().size(), "gate")
                + " have both passed and blocked, also counting where another decided");
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
