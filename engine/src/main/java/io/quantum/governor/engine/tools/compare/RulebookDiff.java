package io.quantum.governor.engine.tools.compare;

import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * What differs between two rulebooks, and what each difference does.
 *
 * @param change what the second in place of the first does. Rules that differ without a probe that shows it are
 *     {@link Change#UNCLEAR}
 * @param probes how many plans and symbols both rulebooks judged; 0 when no rule and no threshold differs
 * @param counts how many of them showed what
 * @param examples some of each kind, for people
 * @param thresholds those whose values differ, or that one of the two has not
 * @param limits the rows of limits that came, went or changed their value
 * @param files the rule files whose rules differ in more than the values of thresholds
 */
public record RulebookDiff(
        Change change,
        int probes,
        Map<Change, Integer> counts,
        Map<Change, List<String>> examples,
        List<ThresholdRow> thresholds,
        List<LimitRow> limits,
        List<FileRow> files) {
    static final String NONE = "none";

    /**
     * A threshold.
     *
     * @param before its value; {@code none} when the first rulebook has no such threshold
     * @param after its value; {@code none} when the second rulebook has no such threshold
     * @param change what it does alone; {@link Change#UNCLEAR} when it can't be tried alone or nothing shows it
     * @param why nothing shows it; empty when something does
     */
    public record ThresholdRow(String name, String before, String after, String unit, Change change, String why) {}

    /**
     * A row of limits.
     *
     * @param scope the plans that it is for, {@code symbol=BTCUSDT}
     * @param before what the threshold was for them, by another row or the rule file
     * @param after what it is
     * @param change what it does alone, for these plans and those of more specific rows; {@link Change#NONE} when the
     *     threshold is what it was
     */
    public record LimitRow(String threshold, String scope, String before, String after, String unit, Change change) {}

    /**
     * A rule file; gates that are new or gone together with the file that lists them, since neither works without the other.
     *
     * @param path several with commas between them
     * @param change what its rules do alone, with the thresholds of the first rulebook; as for a threshold
     * @param why as for a threshold
     */
    public record FileRow(String path, Change change, String why) {}

    /**
     * Compares two rulebooks.
     *
     * @param before a rulebook with its tests
     * @param after another one
     * @param watcher is told after each probe how many there are
     * @throws io.quantum.governor.engine.rules.rulebook.RulebookException when one does not compile
     */
    public static RulebookDiff of(RulebookTexts before, RulebookTexts after, LongConsumer watcher) {
        ComparedRulebook then = ComparedRulebook.of(before);
        ComparedRulebook now = ComparedRulebook.of(after);
        if (RuleText.changed(then.texts(), now.texts()).isEmpty() && !RowTrials.differ(then, now)) {
            return new RulebookDiff(Change.NONE, 0, Map.of(), Map.of(), List.of(), List.of(), List.of());
        }
        try (Trials trials = new Trials(then, now)) {
            return trials.run(watcher);
        }
    }
}
