package io.quantum.governor.engine.rules.lint;

import com.github.javaparser.ParseProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.model.codegen.execmodel.generator.DrlxParseUtil;
import org.drools.mvel.parser.ast.expr.DrlxExpression;

/**
 * One pattern among the conditions of a rule.
 *
 * @param descr as it was parsed
 * @param negated whether it stands under {@code not}
 * @param line counted from 1
 */
record FactPattern(PatternDescr descr, boolean negated, int line) {

    /** All patterns of a rule, also those under {@code not} and {@code exists}. */
    static List<FactPattern> of(RuleDescr rule) {
        List<FactPattern> patterns = new ArrayList<>();
        collect(rule.getLhs(), false, rule.getLine(), patterns);
        return patterns;
    }

    private static void collect(BaseDescr part, boolean negated, int line, List<FactPattern> into) {
        if (part instanceof PatternDescr pattern) {
            into.add(new FactPattern(pattern, negated, Math.max(line, pattern.getLine())));
        } else if (part instanceof ConditionalElementDescr group) {
            boolean inside = negated || part instanceof NotDescr;
            group.getDescrs().forEach(d -> collect((BaseDescr) d, inside, line, into));
        }
    }

    /** The simple name of the fact that it matches. */
    String type() {
        return String.valueOf(descr.getObjectType());
    }

    /** What stands between its commas, as it was written. */
    List<String> conditions() {
        return descr.getConstraint().getDescrs().stream()
                .map(c -> String.valueOf(c.getText()))
                .toList();
    }

    /** The same understood; what can't be is left out, and told elsewhere. */
    List<DrlxExpression> expressions() {
        return conditions().stream().flatMap(c -> parsed(c).stream()).toList();
    }

    private static Optional<DrlxExpression> parsed(String condition) {
        try {
            return Optional.of(DrlxParseUtil.parseExpression(condition));
        } catch (ParseProblemException | StackOverflowError e) {
            return Optional.empty();
        }
    }
}
