package io.quantum.governor.engine.rules.rulebook.fence;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.LongLiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.drools.mvel.parser.printer.PrintUtil;

/**
 * Looks at an expression of a rule: everything in it must be on the list of what rules may say. What is not named here
 * is refused.
 */
class Expressions {
    private static final Class<?> UNKNOWN = Scope.Unknown.class;
    private static final Pattern WORD_ON_THE_WIRE = Pattern.compile("[A-Z][A-Z0-9_]+");
    private static final String PLAIN = "compare what the facts tell with thresholds and values, nothing else";

    final Scope scope;
    private final Faults faults;
    private final String rule;
    private final ToIntFunction<Node> lines;
    private final Calls calls;

    Expressions(Scope scope, Faults faults, String rule, ToIntFunction<Node> lines) {
        this.scope = scope;
        this.faults = faults;
        this.rule = rule;
        this.lines = lines;
        this.calls = new Calls(this);
    }

    /** The kind of value that an expression gives; {@link Scope.Unknown} when it is refused. */
    Class<?> kind(Expression e) {
        if (e instanceof BooleanLiteralExpr) {
            return boolean.class;
        }
        if (e instanceof IntegerLiteralExpr) {
            return int.class;
        }
        if (e instanceof LongLiteralExpr) {
            return long.class;
        }
        if (e instanceof DoubleLiteralExpr) {
            return double.class;
        }
        // a text block is a text too, but of another class
        if (e.getClass() == StringLiteralExpr.class) {
            return String.class;
        }
        if (e instanceof EnclosedExpr enclosed) {
            return kind(enclosed.getInner());
        }
        return composed(e);
    }

    private Class<?> composed(Expression e) {
        if (e instanceof UnaryExpr unary) {
            return unary(unary);
        }
        if (e instanceof BinaryExpr binary) {
            return binary(binary, kind(binary.getLeft()), kind(binary.getRight()));
        }
        if (e instanceof NameExpr name) {
            return named(name, name.getNameAsString());
        }
        if (e instanceof FieldAccessExpr field) {
            return field(field);
        }
        if (e instanceof MethodCallExpr call) {
            return calls.call(call);
        }
        if (e instanceof ObjectCreationExpr creation) {
            return calls.creation(creation);
        }
        return refuse(e, "a rule may not say this", PLAIN);
    }

    private Class<?> unary(UnaryExpr unary) {
        Class<?> inner = kind(unary.getExpression());
        if (unary.getOperator() == UnaryExpr.Operator.LOGICAL_COMPLEMENT && Kinds.isBoolean(inner)) {
            return boolean.class;
        }
        if (unary.getOperator() == UnaryExpr.Operator.MINUS && Kinds.isNumber(inner)) {
            return inner;
        }
        return refuse(unary, "'" + unary.getOperator().asString() + "' can't stand before " + Kinds.word(inner), PLAIN);
    }

    Class<?> binary(BinaryExpr e, Class<?> left, Class<?> right) {
        return combined(e, e.getOperator().asString(), left, right);
    }

    /** The kind of what an operator makes of two values. */
    Class<?> combined(Node e, String operator, Class<?> left, Class<?> right) {
        switch (operator) {
            case "&&", "||" -> {
                return Kinds.isBoolean(left) && Kinds.isBoolean(right)
                        ? boolean.class
                        : refuse(
                                e,
                                operator + " joins two conditions, not " + both(left, right),
                                "compare each of them with something");
            }
            case "==", "!=" -> {
                return Kinds.comparable(left, right) ? boolean.class : refuseUnequal(e, left, right);
            }
            case "<", ">", "<=", ">=" -> {
                return Kinds.isNumber(left) && Kinds.isNumber(right)
                        ? boolean.class
                        : refuse(
                                e,
                                operator + " compares numbers, not " + both(left, right),
                                "a number has no quotes; a text is compared with == or !=");
            }
            case "+", "-", "*", "/", "%" -> {
                return Kinds.isNumber(left) && Kinds.isNumber(right)
                        ? Kinds.wider(left, right)
                        : refuse(
                                e,
                                operator + " takes numbers, not " + both(left, right),
                                "texts can't be put together");
            }
            default -> {
                return refuse(e, "a rule may not use " + operator, PLAIN);
            }
        }
    }

    private Class<?> refuseUnequal(Node e, Class<?> left, Class<?> right) {
        boolean anEnum = left.isEnum() || right.isEnum();
        return refuse(
                e,
                both(left, right) + " are never equal" + (anEnum ? ", so the rule would never fire" : ""),
                anEnum
                        ? "name the value without quotes, as Type.VALUE"
                        : "a number and true or false have no quotes, a text has");
    }

    private static String both(Class<?> left, Class<?> right) {
        return Kinds.word(left) + " and " + Kinds.word(right);
    }

    /** What a bare name stands for. */
    Class<?> named(Node at, String name) {
        Class<?> variable = scope.variables().get(name);
        if (variable != null) {
            return variable;
        }
        Optional<Class<?>> property = FactTypes.property(scope.pattern(), name);
        if (property.isPresent()) {
            return property.get();
        }
        if (scope.thresholds().containsKey(name)) {
            return refuse(at, "'" + name + "' holds thresholds", "name one of them, as in " + name + "." + "maxAgeSec");
        }
        return refuseName(at, name);
    }

    private Class<?> refuseName(Node at, String name) {
        if (name.startsWith("$")) {
            return refuse(
                    at,
                    name + " is not bound in this rule",
                    Words.nearest(name, scope.variables().keySet()));
        }
        if (scope.pattern() != UNKNOWN) {
            return refuse(
                    at,
                    scope.pattern().getSimpleName() + " has no field '" + name + "'",
                    WORD_ON_THE_WIRE.matcher(name).matches()
                            ? "a text needs quotes: \"" + name + "\""
                            : Words.nearest(name, scope.names()) + "; a text needs quotes");
        }
        return refuse(at, "'" + name + "' means nothing here", Words.nearest(name, scope.names()));
    }

    private Class<?> field(FieldAccessExpr field) {
        String name = field.getNameAsString();
        if (field.getScope() instanceof NameExpr scoped) {
            Map<String, Class<?>> thresholds = scope.thresholds().get(scoped.getNameAsString());
            if (thresholds != null) {
                return scope.pattern() == UNKNOWN && thresholds.containsKey(name)
                        ? refuse(field, "a threshold is read otherwise here", "write " + reader(field))
                        : threshold(field, scoped.getNameAsString(), thresholds, name);
            }
            Class<?> imported = scope.imports().get(scoped.getNameAsString());
            if (imported != null && imported.isEnum()) {
                return imported;
            }
            if (!scope.names().contains(scoped.getNameAsString())
                    && scoped.getNameAsString().endsWith("Thresholds")) {
                return refuse(
                        field,
                        "there are no thresholds '" + scoped.getNameAsString() + "' in this file",
                        Words.nearest(
                                scoped.getNameAsString(), scope.thresholds().keySet()));
            }
        }
        if (scope.pattern() == UNKNOWN) {
            return refuse(
                    field,
                    "a field can't be named in what a rule does: " + text(field),
                    "bind it in the conditions, as in $x : " + name);
        }
        Class<?> owner = kind(field.getScope());
        return owner == UNKNOWN
                ? UNKNOWN
                : FactTypes.property(owner, name)
                        .orElseGet(() -> refuse(
                                field,
                                Kinds.word(owner) + " has no field '" + name + "'",
                                Words.nearest(name, FactTypes.properties(owner))));
    }

    /** How a threshold is read in what a rule does. */
    private static String reader(FieldAccessExpr field) {
        String name = field.getNameAsString();
        return field.getScope() + ".get" + Character.toUpperCase(name.charAt(0)) + name.substring(1) + "()";
    }

    Class<?> threshold(Node at, String global, Map<String, Class<?>> thresholds, String name) {
        Class<?> kind = thresholds.get(name);
        return kind == null
                ? refuse(
                        at,
                        "there is no threshold '" + name + "' in " + global,
                        Words.nearest(name, thresholds.keySet()))
                : kind;
    }

    Class<?> refuse(Node at, String sentence, String remedy) {
        faults.add(lines.applyAsInt(at), rule, sentence, remedy);
        return UNKNOWN;
    }

    List<Class<?>> kinds(List<Expression> arguments) {
        return arguments.stream().<Class<?>>map(this::kind).toList();
    }

    /** As one would write it: the parser of rules loses the text that it was written as. */
    static String text(Node node) {
        return PrintUtil.printNode(node);
    }
}
