package io.quantum.governor.engine.rules.lint;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * A component of a fact beside a limit, {@code within( burstThresholds.windowSec ) >= burstThresholds.maxPer5Min}.
 *
 * @param file where it stands
 * @param rule in which it stands
 * @param pattern in which it stands
 * @param component {@code Executions.within}
 * @param arguments the component's
 * @param operator {@code <}, {@code <=}, {@code >} or {@code >=}, with the component before it
 * @param limit what stands behind it
 */
record Comparison(
        ParsedFile file,
        RuleDescr rule,
        FactPattern pattern,
        String component,
        List<Expression> arguments,
        String operator,
        Expression limit) {
    private static final Map<String, String> TURNED = Map.of("<", ">", "<=", ">=", ">", "<", ">=", "<=");

    /** All comparisons in the conditions of a file. */
    static List<Comparison> of(ParsedFile file) {
        List<Comparison> all = new ArrayList<>();
        for (RuleDescr rule : file.content().getRules()) {
            for (FactPattern pattern : FactPattern.of(rule)) {
                pattern.expressions()
                        .forEach(e -> e.getExpr().findAll(BinaryExpr.class).forEach(binary -> {
                            String operator = binary.getOperator().asString();
                            @SuppressWarnings("NullAway") // looked for before
                            String turned = TURNED.containsKey(operator) ? TURNED.get(operator) : "";
                            if (!turned.isEmpty()) {
                                add(all, file, rule, pattern, binary.getLeft(), operator, binary.getRight());
                                add(all, file, rule, pattern, binary.getRight(), turned, binary.getLeft());
                            }
                        }));
            }
        }
        return all;
    }

    private static void add(
            List<Comparison> all,
            ParsedFile file,
            RuleDescr rule,
            FactPattern pattern,
            Expression side,
            String operator,
            Expression limit) {
        component(side)
                .ifPresent(name -> all.add(new Comparison(
                        file,
                        rule,
                        pattern,
                        pattern.type() + "." + name,
                        side instanceof MethodCallExpr call ? List.copyOf(call.getArguments()) : List.of(),
                        operator,
                        limit)));
    }

    /** A name or a call of the fact itself: {@code ageSec}, {@code this.ageSec}, {@code ageSec()}. */
    private static Optional<String> component(Expression e) {
        if (e instanceof NameExpr name) {
            return Optional.of(name.getNameAsString());
        }
        if (e instanceof FieldAccessExpr field && field.getScope().isThisExpr()) {
            return Optional.of(field.getNameAsString());
        }
        return e instanceof MethodCallExpr call
                        && call.getScope().map(Expression::isThisExpr).orElse(true)
                ? Optional.of(call.getNameAsString())
                : Optional.empty();
    }
}
