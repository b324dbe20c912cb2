package io.quantum.governor.engine.tools.nearmiss;

import io.quantum.governor.engine.rules.rulebook.DrlWords;
import io.quantum.governor.engine.rules.rulebook.DrlWords.Word;
import io.quantum.governor.engine.rules.rulebook.RuleSource;
import io.quantum.governor.engine.rules.ruletest.GateAnswer;
import io.quantum.governor.engine.tools.nearmiss.Condition.Form;
import io.quantum.governor.engine.tools.nearmiss.RuleOutline.Binding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** Cuts one rule into its conditions. Text is cut only where the parser says that a condition begins or ends. */
final class Outliner {
    private final RuleSource source;
    private final RuleDescr rule;
    private final Beginnings beginnings;
    private final Map<String, Binding> bindings = new HashMap<>();
    private final List<Cut> cuts = new ArrayList<>();
    private final StringBuilder begun = new StringBuilder();
    private int patterns;

    /** A condition, with all of the rule up to its end; and what would stand there in place of what is absent. */
    private record Cut(Form form, String kind, String text, String beginning, String against) {}

    Outliner(RuleSource source, RuleDescr rule, Beginnings beginnings) {
        this.source = source;
        this.rule = rule;
        this.beginnings = beginnings;
    }

    RuleOutline outline() {
        for (BaseDescr part : rule.getLhs().getDescrs()) {
            if (part instanceof PatternDescr pattern) {
                pattern(pattern);
                patterns++;
            } else if (part instanceof ConditionalElementDescr element
                    && element.getDescrs().get(0) instanceof PatternDescr inner) {
                Form form = part instanceof ExistsDescr ? Form.EXISTS : Form.ABSENT;
                cut(form, inner.getObjectType(), text(inner), text(part), text(inner));
            }
            begun.append(text(part)).append('\n');
        }
        return new RuleOutline(
                rule.getName(),
                bindings,
                numbered(),
                concludes(),
                !GateAnswer.of(source.consequence(rule)).isEmpty(),
                limits());
    }

    private void pattern(PatternDescr pattern) {
        String kind = pattern.getObjectType();
        if (pattern.getIdentifier() != null) {
            bindings.put(pattern.getIdentifier(), new Binding(patterns, ""));
        }
        List<? extends BaseDescr> constraints = pattern.getConstraint().getDescrs();
        int start = pattern.getStartCharacter();
        String bare = constraints.isEmpty()
                ? text(pattern)
                : source.text().substring(start, constraints.get(0).getStartCharacter()) + ")";
        cut(Form.PRESENT, kind, kind, bare, "");
        for (BaseDescr constraint : constraints) {
            List<Word> words = DrlWords.of(text(constraint));
            boolean binds = words.size() > 2 && words.get(1).text().equals(":");
            if (binds) {
                bindings.put(
                        words.get(0).text(), new Binding(patterns, words.get(2).text()));
            }
            if (!(binds && words.size() == 3)) {
                String upToHere = source.text().substring(start, constraint.getEndCharacter() + 1) + " )";
                String said = text(constraint);
                cut(Form.TRUE, kind, binds ? said.substring(words.get(2).start()) : said, upToHere, "");
            }
        }
    }

    private void cut(Form form, String kind, String text, String last, String against) {
        cuts.add(new Cut(form, kind, text, begun + last, against.isEmpty() ? "" : begun + against));
    }

    /** The whole rule is no beginning of itself: whether it matched is known by whether it fired. */
    private List<Condition> numbered() {
        List<Condition> conditions = new ArrayList<>();
        int before = Condition.NONE;
        for (int i = 0; i < cuts.size(); i++) {
            Cut cut = cuts.get(i);
            int with = i < cuts.size() - 1 ? number(cut.beginning()) : Condition.NONE;
            int against = cut.form() == Form.ABSENT ? number(cut.against()) : Condition.NONE;
            conditions.add(new Condition(cut.form(), cut.kind(), cut.text(), before, with, against));
            before = with;
        }
        return conditions;
    }

    private int number(String beginning) {
        return beginnings.number(source.path(), beginning);
    }

    /** What follows {@code insert( new} or {@code insert(}. */
    private Set<String> concludes() {
        Set<String> kinds = new TreeSet<>();
        List<Word> words = DrlWords.of(source.consequence(rule));
        for (int i = 0; i + 3 < words.size(); i++) {
            if (words.get(i).text().equals("insert")) {
                String next = words.get(i + 2).text();
                kinds.add(next.equals("new") ? words.get(i + 3).text() : next);
            }
        }
        return kinds;
    }

    /** {@code burstThresholds.getMaxPer5Min()} in an answer. */
    private List<String> limits() {
        List<String> limits = new ArrayList<>();
        List<Word> words = DrlWords.of(source.consequence(rule));
        for (int i = 1; i + 2 < words.size(); i++) {
            // a threshold inside a call, such as the window of a count, is what was measured by and not the limit
            if (words.get(i).text().endsWith(Operands.THRESHOLDS)
                    && words.get(i - 1).text().equals(",")) {
                limits.add(
                        Operands.threshold(words.get(i).text(), words.get(i + 2).text()));
            }
        }
        return limits;
    }

    private String text(BaseDescr piece) {
        return source.text()
                .substring(piece.getStartCharacter(), piece.getEndCharacter() + 1)
                .strip();
    }
}
