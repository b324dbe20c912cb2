package io.quantum.governor.engine.rules.rulebook.fence;

import com.github.javaparser.ParseProblemException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.model.codegen.execmodel.generator.DrlxParseUtil;
import org.drools.mvel.parser.ast.expr.DrlxExpression;

/** Looks at one rule: its head, its conditions, and what it does. */
final class RuleCheck {
    private static final Set<String> METADATA = Set.of("gate", "version", "owner", "reason");
    private static final String NAME = "[\\p{L}\\p{N} :,.'()%&+=<>_-]+";
    private static final String FLAT = "write patterns, and 'not' or 'exists' before a single one";

    /** So that joining all that an evaluation may conclude comes to an end. */
    private static final int MOST_PATTERNS = 4;

    private final ParsedFile file;
    private final RuleDescr rule;
    private final Scope scope;
    private final Faults faults;
    private int patterns;

    RuleCheck(ParsedFile file, RuleDescr rule, Scope ofFile, Faults faults) {
        this.file = file;
        this.rule = rule;
        this.scope = ofFile.ofRule();
        this.faults = faults;
    }

    void check() {
        if (!rule.isRule() || rule.isQuery()) {
            refuse(rule.getLine(), "a rulebook has rules, not queries", "write a rule");
            return;
        }
        head();
        conditions(rule.getLhs());
        if (patterns > MOST_PATTERNS) {
            refuse(
                    rule.getLine(),
                    "the rule has " + patterns + " patterns",
                    "use at most " + MOST_PATTERNS + "; conclude a fact in one rule and use it in another");
        }
        if (!rule.getNamedConsequences().isEmpty()) {
            refuse(rule.getConsequenceLine(), "a rule has one 'then'", "write another rule");
        }
        new Consequences(file, rule, scope, faults).check();
    }

    private void head() {
        if (!rule.getName().matches(NAME)) {
            // the name stands in comments and texts of the compiled rule
            refuse(
                    rule.getLine(),
                    "the rule's name has a character that is not allowed",
                    "use letters, digits, spaces and : , . ' ( ) % -");
        }
        if (rule.hasParent()) {
            refuse(rule.getLine(), "a rule may not extend another", "write its conditions out");
        }
        for (Map.Entry<String, ?> attribute : rule.getAttributes().entrySet()) {
            refuse(
                    rule.getLine(),
                    "'" + attribute.getKey() + "' is not allowed",
                    "leave it out; rules are disjoint and need no order");
        }
        metadata(rule.getAnnotations(), METADATA);
    }

    private void metadata(Iterable<AnnotationDescr> annotations, Set<String> known) {
        for (AnnotationDescr annotation : annotations) {
            if (!known.contains(annotation.getName())) {
                refuse(
                        rule.getLine(),
                        "@" + annotation.getName() + " is not known",
                        Words.nearest(annotation.getName(), known));
            } else if (annotation.isDuplicated()) {
                refuse(rule.getLine(), "it has @" + annotation.getName() + " twice", "take one away");
            } else if (!Metadata.isPlainText(annotation)) {
                refuse(
                        rule.getLine(),
                        "@" + annotation.getName() + " is not a text",
                        "write @" + annotation.getName() + "(\"...\")");
            }
        }
    }

    private void conditions(AndDescr all) {
        for (BaseDescr part : all.getDescrs()) {
            if (part instanceof PatternDescr pattern) {
                pattern(pattern);
            } else if (part instanceof NotDescr not
                    && not.getDescrs().size() == 1
                    && not.getDescrs().get(0) instanceof PatternDescr pattern) {
                pattern(pattern);
            } else if (part instanceof ExistsDescr exists
                    && exists.getDescrs().size() == 1
                    && exists.getDescrs().get(0) instanceof PatternDescr pattern) {
                pattern(pattern);
            } else {
                String name = part.getClass()
                        .getSimpleName()
                        .replace("Descr", "")
                        .replace("Conditional", "")
                        .toLowerCase(java.util.Locale.ROOT);
                refuse(
                        Math.max(rule.getLine(), part.getLine()),
                        "'" + name + "' is not allowed among conditions",
                        FLAT);
            }
        }
    }

    private void pattern(PatternDescr pattern) {
        patterns++;
        int line = pattern.getLine() > 0 ? pattern.getLine() : rule.getLine();
        if (pattern.getSource() != null
                || !pattern.getBehaviors().isEmpty()
                || pattern.isUnification()
                || pattern.isQuery()
                || !pattern.getAnnotations().isEmpty()
                || !pattern.getPositionalConstraints().isEmpty()) {
            refuse(
                    line,
                    "'from', 'accumulate', 'collect', 'over', ':=', ';' and annotations are not allowed in a pattern",
                    "match the facts as they are");
            return;
        }
        String name = String.valueOf(pattern.getObjectType());
        Class<?> type = scope.imports().get(name);
        if (type == null) {
            refuseType(line, name);
            type = known(name);
        }
        if (pattern.getIdentifier() != null) {
            scope.variables().put(pattern.getIdentifier(), type);
        }
        Scope inside = scope.inside(type);
        for (BaseDescr constraint : pattern.getConstraint().getDescrs()) {
            condition(constraint, inside, line);
        }
    }

    private Class<?> known(String name) {
        Class<?> declared = scope.declared().get(name);
        return declared == null ? FactTypes.named(name).<Class<?>>map(t -> t).orElse(Scope.Unknown.class) : declared;
    }

    private void refuseType(int line, String name) {
        Optional<String> importable = scope.importOf(name);
        if (importable.isPresent()) {
            refuse(line, name + " is not imported", "add: import " + importable.get());
        } else {
            refuse(line, "there is no fact '" + name + "'", Words.nearest(name, scope.types()));
        }
    }

    private void condition(BaseDescr constraint, Scope inside, int lineOfPattern) {
        int line = constraint.getLine() > 0 ? constraint.getLine() : lineOfPattern;
        if (!(constraint instanceof ExprConstraintDescr expression)
                || expression.getType() != ExprConstraintDescr.Type.NAMED) {
            refuse(line, "this condition is not understood", "compare a field with a value or a threshold");
            return;
        }
        try {
            DrlxExpression parsed = DrlxParseUtil.parseExpression(expression.getText());
            if (inside.pattern() == Scope.Unknown.class) {
                // of a fact that nobody knows nothing can be said; what it binds counts as known
                if (parsed.getBind() != null) {
                    scope.variables().put(parsed.getBind().asString(), Scope.Unknown.class);
                }
                return;
            }
            new Conditions(inside, faults, rule.getName(), node -> line).check(parsed);
        } catch (ParseProblemException e) {
            refuse(
                    line,
                    "this is not understood: " + expression.getText(),
                    "compare a field with a value or a threshold");
        }
    }

    private void refuse(int line, String sentence, String remedy) {
        faults.add(line, rule.getName(), sentence, remedy);
    }
}
