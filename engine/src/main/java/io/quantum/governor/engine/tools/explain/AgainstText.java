package io.quantum.governor.engine.tools.explain;

import io.quantum.governor.engine.rules.ruletest.TextTable;
import io.quantum.governor.engine.tools.explain.Against.Change;
import java.util.List;

/** Lays out for people what another rulebook makes of a plan; what differs has a star. */
public final class AgainstText {
    private AgainstText() {}

    /** All of it. */
    public static String of(Against against) {
        StringBuilder text = new StringBuilder("\nThe same plan by the rulebook " + against.rulebook() + "\n");
        TextTable table = new TextTable().row("", "", "as it was", "by that rulebook");
        row(table, against.verdict());
        against.gates().forEach(gate -> row(table, gate));
        text.append(table.text());
        List<Change> differ = against.gates().stream().filter(Change::differs).toList();
        text.append(
                against.verdict().differs()
                        ? "The verdict differs.\n"
                        : differ.isEmpty() ? "Nothing differs.\n" : "The verdict is the same.\n");
        against.thresholds()
                .forEach(threshold -> text.append("Threshold ")
                        .append(threshold.name())
                        .append(": ")
                        .append(threshold.before())
                        .append(" then, ")
                        .append(threshold.after())
                        .append(" there.\n"));
        return text.toString();
    }

    private static void row(TextTable table, Change change) {
        table.row(change.differs() ? "*" : "", change.name(), change.before(), change.after());
    }
}
