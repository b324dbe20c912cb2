package io.quantum.governor.engine.rules.lint;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import io.quantum.governor.facts.DeclaredFact;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.redis.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.mvel.parser.ast.expr.DrlxExpression;

/** Looks whether a limit can be set beyond what is kept: more than that is never seen, so that it would never bind. */
final class KeptLint {
    private static final Set<String> OF_FEWER = Set.of(">", "<=");

    private final ParsedFile file;
    private final Map<String, Class<?>> declared;
    private final Amounts amounts;

    private KeptLint(ParsedFile file, Map<String, Class<?>> declared) {
        this.file = file;
        this.declared = declared;
        this.amounts = new Amounts(file);
    }

    /** @param declared the records of declared facts by their simple names */
    static List<Finding> check(ParsedFile file, Map<String, Class<?>> declared) {
        KeptLint lint = new KeptLint(file, declared);
        return Stream.concat(
                        Comparison.of(file).stream().flatMap(lint::limits),
                        file.content().getRules().stream().flatMap(lint::windows))
                .distinct()
                .toList();
    }

    private Stream<Finding> limits(Comparison comparison) {
        Optional<Kept> known = kept(comparison.component());
        if (known.isEmpty()) {
            return Stream.empty();
        }
        Kept kept = known.get();
        boolean timed = kept.most() == Long.MAX_VALUE;
        long most = timed ? kept.sec() : kept.most() - (OF_FEWER.contains(comparison.operator()) ? 1 : 0);
        String what = timed ? kept.sec() + " seconds" : "the latest " + kept.most();
        return finding(comparison.rule(), comparison.pattern(), comparison.component(), comparison.limit(), most, what);
    }

    private Optional<Kept> kept(String component) {
        String[] name = component.split("\\.", 2);
        Class<?> type = declared.get(name[0]);
        if (type == null) {
            return Optional.ofNullable(Kept.BY_COMPONENT.get(component));
        }
        FactDeclaration declaration = FactDeclaration.of(type.asSubclass(DeclaredFact.class));
        return declaration.fields().stream()
                .filter(field -> field.name().equals(name[1]))
                .findFirst()
                .flatMap(field -> Kept.of(declaration, field));
    }

    /** Whether a window is compared, bound or only told. */
    private Stream<Finding> windows(RuleDescr rule) {
        List<Finding> findings = new ArrayList<>();
        for (FactPattern pattern : FactPattern.of(rule)) {
            for (DrlxExpression condition : pattern.expressions()) {
                for (MethodCallExpr call : condition.getExpr().findAll(MethodCallExpr.class)) {
                    String component = pattern.type() + "." + call.getNameAsString();
                    Kept kept = Kept.BY_COMPONENT.get(component);
                    if (kept != null) {
                        call.getArguments()
                                .forEach(window -> finding(
                                                rule, pattern, component, window, kept.sec(), kept.sec() + " seconds")
                                        .forEach(findings::add));
                    }
                }
            }
        }
        return findings.stream();
    }

    private Stream<Finding> finding(
            RuleDescr rule, FactPattern pattern, String component, Expression amount, long most, String kept) {
        if (amounts.most(amount).filter(value -> value > most).isEmpty()) {
            return Stream.empty();
        }
        String why = ", but of " + component + " only " + kept + " are kept, so that more would never bind";
        return Stream.of(amounts.threshold(amount)
                .map(field -> Finding.error(
                        file.path(),
                        field.getLine(),
                        "",
                        "the threshold " + field.getFieldName() + " may be set above " + most + why,
                        "let its @bounds end at " + most))
                .orElseGet(() -> Finding.error(
                        file.path(),
                        pattern.line(),
                        rule.getName(),
                        Amounts.text(amount) + " is above " + most + why,
                        "write at most " + most)));
    }
}
