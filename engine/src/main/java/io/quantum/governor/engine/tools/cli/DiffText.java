package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.rules.ruletest.TextTable;
import io.quantum.governor.engine.tools.compare.Change;
import io.quantum.governor.engine.tools.compare.RulebookDiff;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells people what differs between two rulebooks. */
final class DiffText {
    private static final int MOST_LIMITS = 50;

    private DiffText() {}

    /** What they do together, then thresholds, rules, and plans that show it. */
    static String of(RulebookDiff diff) {
        StringBuilder text =
                new StringBuilder("together: ").append(verdict(diff)).append('\n');
        if (!diff.thresholds().isEmpty()) {
            TextTable table = new TextTable().row("threshold", "before", "after", "unit", "alone", "");
            diff.thresholds()
                    .forEach(t -> table.row(t.name(), t.before(), t.after(), t.unit(), alone(t.change()), t.why()));
            text.append(table.text());
        }
        if (!diff.limits().isEmpty()) {
            TextTable table = new TextTable().row("limit", "for", "before", "after", "unit", "alone");
            diff.limits().stream()
                    .limit(MOST_LIMITS)
                    .forEach(l ->
                            table.row(l.threshold(), l.scope(), l.before(), l.after(), l.unit(), alone(l.change())));
            text.append(table.text());
            int more = diff.limits().size() - MOST_LIMITS;
            text.append(more > 0 ? "  and " + more + " rows more, all of them with --format json\n" : "");
        }
        if (!diff.files().isEmpty()) {
            TextTable table = new TextTable().row("rules", "alone", "");
            diff.files().forEach(f -> table.row(f.path(), alone(f.change()), f.why()));
            text.append(table.text());
        }
        diff.examples().forEach((change, examples) -> {
            text.append(change == Change.UNCLEAR ? "neither" : change.words())
                    .append(" in ")
                    .append(diff.counts().get(change))
                    .append(" of ");
            text.append(diff.probes()).append(" probes, such as\n");
            examples.forEach(example -> text.append("  ").append(example).append('\n'));
        });
        if (diff.probes() > 0 && diff.counts().isEmpty()) {
            text.append("no difference found in ").append(diff.probes()).append(" probes, which is no proof\n");
        }
        return text.toString();
    }

    private static String verdict(RulebookDiff diff) {
        Change change = diff.change();
        return change.words()
                + (change == Change.UNCLEAR ? ", because " + why(diff) : "")
                + (change.needsApproval() ? "; needs the approval of a second key" : "; needs no approval");
    }

    private static String why(RulebookDiff diff) {
        if (diff.counts().isEmpty()) {
            return "no plan and no symbol that was tried is decided otherwise";
        }
        String unseen = Stream.concat(
                        diff.files().stream()
                                .filter(f -> f.change() == Change.UNCLEAR)
                                .map(RulebookDiff.FileRow::path),
                        diff.thresholds().stream()
                                .filter(t -> t.change() == Change.UNCLEAR)
                                .map(RulebookDiff.ThresholdRow::name))
                .collect(Collectors.joining(", "));
        return diff.counts().containsKey(Change.UNCLEAR) || unseen.isEmpty()
                ? "some of what is decided otherwise is neither tighter nor looser"
                : "nothing shows what " + unseen + " does";
    }

    private static String alone(Change change) {
        return change == Change.UNCLEAR ? "not shown" : change == Change.NONE ? "the same" : change.words();
    }
}
