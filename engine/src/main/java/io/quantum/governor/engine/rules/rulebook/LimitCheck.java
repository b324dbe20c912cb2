package io.quantum.governor.engine.rules.rulebook;

import io.quantum.governor.engine.rules.rulebook.fence.Fault;
import io.quantum.governor.engine.rules.rulebook.fence.Words;
import io.quantum.governor.engine.rules.rulebook.limits.LimitRow;
import io.quantum.governor.engine.rules.rulebook.limits.LimitScope;
import io.quantum.governor.engine.rules.rulebook.limits.LimitTable;
import io.quantum.governor.engine.rules.rulebook.limits.RowText;
import io.quantum.governor.facts.BlockedPlan;
import io.quantum.governor.facts.EvaluationErrors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at rows of limits beside the thresholds that they are for. */
public final class LimitCheck {
    /** The governor keeps each decision for so long, before any rule is asked about the plan. */
    private static final String FOR_ALL_PLANS = "intake.duplicateWindowSec";

    private static final int MOST_FAULTS = 20;

    private final Rulebook rulebook;
    private final Map<String, Threshold> thresholds;
    private final Map<Part, List<String>> byPart;
    private final Map<List<Object>, RowText> seen = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    private LimitCheck(Rulebook rulebook) {
        this.rulebook = rulebook;
        this.thresholds = rulebook.thresholds();
        this.byPart = Stream.of(Part.values()).collect(Collectors.toMap(part -> part, part -> names(rulebook, part)));
    }

    private static List<String> names(Rulebook rulebook, Part part) {
        return rulebook.thresholdSets(part).stream()
                .flatMap(set -> set.thresholds().stream())
                .map(Threshold::name)
                .toList();
    }

    /**
     * Makes a table of rows.
     *
     * @throws RulebookException when a row's threshold does not exist or does not allow its value, when no plan can make
     *     it count, or when another row is for the same
     */
    public static LimitTable table(List<RowText> rows, Rulebook rulebook) {
        if (rows.isEmpty()) {
            return LimitTable.EMPTY;
        }
        LimitCheck check = new LimitCheck(rulebook);
        List<LimitRow> checked = new ArrayList<>(rows.size());
        for (RowText row : rows) {
            check.row(row).ifPresent(checked::add);
            if (check.faults.size() >= MOST_FAULTS) {
                break;
            }
        }
        if (!check.faults.isEmpty()) {
            throw new RulebookException(check.faults.stream().distinct().toList());
        }
        return new LimitTable(checked);
    }

    private Optional<LimitRow> row(RowText row) {
        Threshold threshold = thresholds.get(row.threshold());
        if (threshold == null) {
            fault(
                    row,
                    "there is no threshold '" + row.threshold() + "'",
                    Words.nearest(row.threshold(), thresholds.keySet()));
            return Optional.empty();
        }
        refuseIdle(row);
        RowText other = seen.putIfAbsent(List.of(row.threshold(), row.scope()), row);
        if (other != null) {
            fault(
                    row,
                    "there is a row of " + row.threshold() + " for " + row.scope() + " already, on line "
                            + other.line(),
                    "take one away");
        }
        try {
            return Optional.of(new LimitRow(row.threshold(), row.scope(), threshold.parse(row.value()), row));
        } catch (IllegalArgumentException e) {
            String[] told = String.valueOf(e.getMessage()).split("; ", 2);
            fault(row, told[0].replace("allowed", "allowed for " + row.threshold()), told[1]);
            return Optional.empty();
        }
    }

    /** A row that never counts would be taken for a limit by whoever reads it. */
    private void refuseIdle(RowText row) {
        if (row.threshold().equals(FOR_ALL_PLANS)) {
            fault(
                    row,
                    row.threshold() + " is the same for all plans: a plan is looked for among those decided before"
                            + " anybody asks what it is",
                    "change it in its rule file");
        }
        if (of(Part.DISARM, row) && isAskedAboutErrorsAlone(row)) {
            fault(
                    row,
                    row.threshold() + " is asked about no plan, and so for no symbol, strategy or account",
                    "change it in its rule file");
        }
        LimitScope scope = row.scope();
        if (!of(Part.PLAN, row)
                && !of(Part.DISARM, row)
                && !(scope.strategy().isEmpty() && scope.account().isEmpty())) {
            fault(
                    row,
                    row.threshold() + " is used for a symbol, whatever the strategies and accounts that trade it",
                    "name a symbol alone");
        }
    }

    /** Of the rules that say whether to disarm, those that look at failures of the rules, and at no blocked plan. */
    private boolean isAskedAboutErrorsAlone(RowText row) {
        return rulebook.ruleFiles().stream()
                .filter(file -> ThresholdSet.isDeclaredIn(file.text(), row.threshold()))
                .anyMatch(file ->
                        FactKinds.names(file, EvaluationErrors.class) && !FactKinds.names(file, BlockedPlan.class));
    }

    private boolean of(Part part, RowText row) {
        return byPart.getOrDefault(part, List.of()).contains(row.threshold());
    }

    private void fault(RowText row, String sentence, String remedy) {
        faults.add(new Fault(row.file(), row.line(), "", sentence, remedy));
    }
}
