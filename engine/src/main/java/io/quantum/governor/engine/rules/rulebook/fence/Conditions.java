package io.quantum.governor.engine.rules.rulebook.fence;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.drools.mvel.parser.ast.expr.DrlxExpression;
import org.drools.mvel.parser.ast.expr.HalfBinaryExpr;
import org.drools.mvel.parser.ast.expr.PointFreeExpr;

/** Looks at one condition of a pattern, which knows a few words more than Java. */
final class Conditions extends Expressions {
    private static final Set<String> WORDS = new TreeSet<>(Set.of("in", "contains", "startsWith", "endsWith"));

    Conditions(Scope scope, Faults faults, String rule, ToIntFunction<Node> lines) {
        super(scope, faults, rule, lines);
    }

    /** Looks at a whole condition, and remembers what it binds. */
    void check(DrlxExpression condition) {
        Class<?> kind = kind(condition.getExpr());
        if (condition.getBind() == null) {
            if (!Kinds.isBoolean(kind)) {
                refuse(
                        condition,
                        "a condition is true or false, but this is " + Kinds.word(kind),
                        "compare it with something");
            }
            return;
        }
        Expression bound = condition.getExpr();
        scope.variables()
                .put(
                        condition.getBind().asString(),
                        bound instanceof BinaryExpr || bound instanceof PointFreeExpr ? leftmost(bound) : kind);
    }

    /** {@code $x : ageSec > 3} binds what stands leftmost. */
    private Class<?> leftmost(Expression e) {
        if (e instanceof BinaryExpr binary
                && !Set.of("+", "-", "*", "/", "%")
                        .contains(binary.getOperator().asString())) {
            return leftmost(binary.getLeft());
        }
        return e instanceof PointFreeExpr words ? leftmost(words.getLeft()) : kind(e);
    }

    @Override
    Class<?> kind(Expression e) {
        if (e instanceof PointFreeExpr words) {
            return words(words);
        }
        if (e instanceof BinaryExpr binary && binary.getRight() instanceof HalfBinaryExpr half) {
            Class<?> left = kind(binary.getLeft());
            return combined(binary, binary.getOperator().asString(), left, half(half, binary.getLeft()));
        }
        return super.kind(e);
    }

    /** {@code ageSec > 3 && < 5}. */
    private Class<?> half(HalfBinaryExpr half, Expression before) {
        Class<?> left = before instanceof BinaryExpr compared ? kind(compared.getLeft()) : Scope.Unknown.class;
        return combined(half, half.getOperator().asString(), left, kind(half.getRight()));
    }

    private Class<?> words(PointFreeExpr e) {
        String word = e.getOperator().asString();
        if (!WORDS.contains(word) || e.getArg1() != null) {
            String why = word.equals("matches") ? ": a pattern can take for ever" : "";
            return refuse(
                    e, "a rule may not use '" + word + "'" + why, "use one of " + WORDS + ", ==, !=, <, <=, >, >=");
        }
        Class<?> left = kind(e.getLeft());
        for (Class<?> right : kinds(List.copyOf(e.getRight()))) {
            if (!Kinds.comparable(left, right)) {
                return refuse(
                        e,
                        Kinds.word(left) + " and " + Kinds.word(right) + " are never equal",
                        "a text has quotes, a number has none");
            }
        }
        return boolean.class;
    }
}
