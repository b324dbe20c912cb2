package io.quantum.governor.engine.tools.mutate;

import io.quantum.governor.engine.rules.rulebook.RuleSource;
import io.quantum.governor.engine.rules.ruletest.GateAnswer;
import io.quantum.governor.engine.tools.mutate.Mutant.Kind;
import java.util.ArrayList;
import java.util.List;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** Makes one rule wrong in every way, one at a time. Text is changed only where the parser says that it stands. */
final class RuleMutations {
    private final RuleSource source;
    private final RuleDescr rule;
    private final List<Mutant> mutants = new ArrayList<>();

    RuleMutations(RuleSource source, RuleDescr rule) {
        this.source = source;
        this.rule = rule;
    }

    List<Mutant> all() {
        rule.getLhs().getDescrs().forEach(this::addPatterns);
        int consequence = source.consequenceStart(rule);
        for (GateAnswer answer : GateAnswer.of(source.consequence(rule))) {
            if (answer.answer().equals("BLOCK")) {
                add(
                        Kind.BLOCK,
                        consequence + answer.verb().start(),
                        consequence + answer.last().end(),
                        "pass( " + answer.gateName().text(),
                        "with PASS instead of BLOCK " + answer.reason());
            }
        }
        return mutants;
    }

    private void addPatterns(BaseDescr condition) {
        if (condition instanceof PatternDescr pattern) {
            addConditions(pattern, pattern.getObjectType());
            if (!binds(pattern)) {
                addWithout(pattern);
            }
        } else if (condition instanceof NotDescr not) {
            not.getDescrs().forEach(inner -> {
                if (inner instanceof PatternDescr pattern) {
                    addConditions(pattern, "not " + pattern.getObjectType());
                }
            });
            addWithout(not);
        } else if (condition instanceof ConditionalElementDescr several) {
            several.getDescrs().forEach(inner -> addPatterns((BaseDescr) inner));
        }
    }

    private boolean binds(PatternDescr pattern) {
        return pattern.getIdentifier() != null
                || conditions(pattern).stream()
                        .anyMatch(c -> Condition.of(text(c)).binds());
    }

    private void addWithout(BaseDescr condition) {
        String text = text(condition).strip();
        add(
                Kind.CONDITION,
                condition.getStartCharacter(),
                condition.getStartCharacter() + text.length(),
                "",
                "without `" + text + "`");
    }

    private static List<? extends BaseDescr> conditions(PatternDescr pattern) {
        return pattern.getConstraint().getDescrs();
    }

    private void addConditions(PatternDescr pattern, String where) {
        List<? extends BaseDescr> conditions = conditions(pattern);
        for (int i = 0; i < conditions.size(); i++) {
            Condition condition = Condition.of(text(conditions.get(i)));
            int start = conditions.get(i).getStartCharacter();
            int end = conditions.get(i).getEndCharacter() + 1;
            String suffix = " in " + where;
            String instead = " instead of `" + condition.text() + "`" + suffix;
            for (String turned : condition.turned()) {
                add(Kind.COMPARISON, start, end, turned, "with `" + turned + "`" + instead);
            }
            for (String alternative : condition.alternatives()) {
                add(Kind.CONDITION, start, end, alternative, "with `" + alternative + "`" + instead);
            }
            if (!condition.isOnlyBinding()) {
                String left = condition.dropped();
                // the comma goes with it
                int from = !left.isEmpty() || i == 0
                        ? start
                        : conditions.get(i - 1).getEndCharacter() + 1;
                int to = !left.isEmpty() || i > 0 || conditions.size() == 1
                        ? end
                        : conditions.get(1).getStartCharacter();
                add(Kind.CONDITION, from, to, left, "without `" + condition.text() + "`" + suffix);
            }
        }
    }

    private String text(BaseDescr piece) {
        return source.text().substring(piece.getStartCharacter(), piece.getEndCharacter() + 1);
    }

    private void add(Kind kind, int from, int to, String other, String change) {
        String text = source.text();
        String wrong =
                text.substring(rule.getStartCharacter(), from) + other + text.substring(to, rule.getEndCharacter() + 1);
        mutants.add(new Mutant(kind, source.path(), source.line(from), rule.getName(), change, wrong));
    }
}
