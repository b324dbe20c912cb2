package io.quantum.governor.lab.demo;

import io.quantum.governor.facts.Verdict;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import picocli.CommandLine.Help.Ansi;

/** A decision as one line that fits a terminal of {@value #WIDTH} columns. */
final class DecisionLine {
    static final int WIDTH = 120;

    private static final String BEFORE_OUTCOME = "%-8s  %-8s  %-19s  ";
    private static final String AFTER_OUTCOME = "%s  %s";
    private static final int ACTION_WIDTH = 19;
    private static final int OUTCOME_WIDTH = 6;
    private static final int GATE_WIDTH = 21;

    private final Ansi ansi;
    private final DateTimeFormatter time;

    /**
     * @param ansi whether to colour
     * @param zone whose time to tell
     */
    DecisionLine(Ansi ansi, ZoneId zone) {
        this.ansi = ansi;
        this.time = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(zone);
    }

    /** What the columns are. */
    static String heading() {
        return String.format(BEFORE_OUTCOME, "time", "symbol", "action")
                + String.format(
                        AFTER_OUTCOME,
                        padded("answer", OUTCOME_WIDTH),
                        "deciding gate, value against limit, reason; or what is permitted");
    }

    String of(Decision decision) {
        String before = String.format(
                BEFORE_OUTCOME,
                time.format(decision.at()),
                shown(decision.symbol()),
                cut(shown(decision.action()), ACTION_WIDTH));
        String outcome = padded(decision.outcome().replace('_', ' '), OUTCOME_WIDTH);
        String line = cut(before + String.format(AFTER_OUTCOME, outcome, end(decision)), WIDTH);
        return line.substring(0, before.length())
                + ansi.string("@|" + colour(decision.outcome()) + " " + outcome + "|@")
                + line.substring(before.length() + outcome.length());
    }

    private static String end(Decision decision) {
        if (!decision.outcome().equals(Verdict.BLOCK)) {
            return decision.why();
        }
        if (decision.gate().isEmpty()) {
            return decision.reason() + ": " + decision.why();
        }
        String measured = decision.why().isEmpty() ? "" : decision.why() + "  ";
        return padded(decision.gate(), GATE_WIDTH) + "  " + measured + decision.reason();
    }

    private static String colour(String outcome) {
        return switch (outcome) {
            case Verdict.PERMIT -> "bold,green";
            case Verdict.BLOCK -> "bold,red";
            default -> "bold,yellow";
        };
    }

    /** Anybody may publish anything: what would play with the terminal is not shown. */
    private static String shown(String text) {
        return text.isEmpty() ? "-" : text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 2) + "..";
    }
}
