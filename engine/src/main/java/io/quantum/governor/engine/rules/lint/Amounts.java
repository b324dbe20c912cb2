package io.quantum.governor.engine.rules.lint;

import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.LongLiteralExpr;
import io.quantum.governor.engine.rules.rulebook.fence.Bounds;
import io.quantum.governor.engine.rules.rulebook.fence.Metadata;
import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.drools.drl.ast.descr.GlobalDescr;
import org.drools.drl.ast.descr.TypeDeclarationDescr;
import org.drools.drl.ast.descr.TypeFieldDescr;
import org.drools.mvel.parser.printer.PrintUtil;
import org.jspecify.annotations.Nullable;

/** What the numbers and thresholds of one file amount to. */
final class Amounts {

    private final Map<String, TypeFieldDescr> thresholds = new HashMap<>();

    Amounts(ParsedFile file) {
        for (GlobalDescr global : file.content().getGlobals()) {
            for (TypeDeclarationDescr declared : file.content().getTypeDeclarations()) {
                if (declared.getTypeName().equals(global.getType())) {
                    declared.getFields()
                            .forEach((name, field) -> thresholds.put(global.getIdentifier() + "." + name, field));
                }
            }
        }
    }

    /** The threshold that an expression names; empty when it is none. */
    Optional<TypeFieldDescr> threshold(Expression e) {
        return Optional.ofNullable(thresholds.get(text(e)));
    }

    /** A number as it stands, or what a threshold is set to; empty when it can't be told. */
    Optional<Double> authored(Expression e) {
        return of(
                e,
                threshold(e).map(t -> String.valueOf(t.getInitExpr()).strip()).orElse(null));
    }

    /** The most that it may be set to. */
    Optional<Double> most(Expression e) {
        return of(
                e,
                threshold(e)
                        .map(t -> Metadata.text(t, "bounds").replaceAll(".*\\.\\.", ""))
                        .orElse(null));
    }

    /** An expression as it was written, without spaces. */
    static String text(Expression e) {
        return PrintUtil.printNode(e).replaceAll("\\s", "");
    }

    /** A number as people write it. */
    static String plain(double amount) {
        return BigDecimal.valueOf(amount).stripTrailingZeros().toPlainString();
    }

    private static Optional<Double> of(Expression e, @Nullable String ofThreshold) {
        if (ofThreshold != null) {
            return ofThreshold.matches(Bounds.NUMBER) ? Optional.of(Double.valueOf(ofThreshold)) : Optional.empty();
        }
        if (e instanceof EnclosedExpr enclosed) {
            return of(enclosed.getInner(), null);
        }
        boolean literal =
                e instanceof IntegerLiteralExpr || e instanceof LongLiteralExpr || e instanceof DoubleLiteralExpr;
        return literal ? Optional.of(Double.valueOf(text(e).replaceAll("[lLdD_]", ""))) : Optional.empty();
    }
}
