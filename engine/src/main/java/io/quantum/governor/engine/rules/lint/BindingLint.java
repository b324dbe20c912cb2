package io.quantum.governor.engine.rules.lint;

import com.github.javaparser.ast.expr.Expression;
import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.TypeFieldDescr;

/**
 * Looks for limits that never bind, because another rule blocks before: four permits in five minutes where three in an
 * hour are the most.
 */
final class BindingLint {
    private final List<Block> blocks = new ArrayList<>();

    /** A comparison that alone blocks, once the other conditions of its rule hold. */
    private record Block(Comparison is, Amounts amounts) {
        /** The same as {@code >=}: what it blocks from. */
        Optional<Double> from() {
            return amounts.authored(is.limit()).map(limit -> is.operator().equals(">") ? Math.nextUp(limit) : limit);
        }

        /** The other conditions of the rule; a threshold in them is another one in each file. */
        Set<String> others() {
            Set<String> others = new HashSet<>();
            for (FactPattern pattern : FactPattern.of(is.rule())) {
                for (String condition : pattern.conditions()) {
                    boolean own = pattern.line() == is.pattern().line()
                            && condition.replaceAll("\\s", "").contains(Amounts.text(is.limit()));
                    if (!own && !condition.matches("\\s*\\$\\w+\\s*:\\s*\\w+\\s*")) {
                        others.add(pattern.type() + pattern.negated() + condition.replaceAll("\\s", ""));
                    }
                }
                others.add(pattern.type() + pattern.negated());
            }
            return others;
        }

        boolean countsNoMoreThan(Block other) {
            List<Expression> mine = is.arguments();
            List<Expression> others = other.is.arguments();
            for (int i = 0; i < mine.size(); i++) {
                Optional<Double> window = amounts.authored(mine.get(i));
                Optional<Double> wider = other.amounts.authored(others.get(i));
                if (window.isEmpty() || wider.isEmpty() || window.get() > wider.get()) {
                    return false;
                }
            }
            return true;
        }
    }

    /** @param files all rule files */
    static List<Finding> check(List<ParsedFile> files) {
        BindingLint lint = new BindingLint();
        files.stream().filter(f -> f.faults().isEmpty()).forEach(lint::add);
        return lint.findings();
    }

    private void add(ParsedFile file) {
        Amounts amounts = new Amounts(file);
        Comparison.of(file).stream()
                .filter(c -> c.operator().startsWith(">") && !c.pattern().negated())
                .filter(c -> String.valueOf(c.rule().getConsequence()).contains("answers.block("))
                .forEach(c -> blocks.add(new Block(c, amounts)));
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (Block one : blocks) {
            blocks.stream()
                    .filter(other -> binds(other, one))
                    .findFirst()
                    .ifPresent(other -> findings.add(finding(one, other)));
        }
        return findings;
    }

    /** Whether a block comes about whenever another one would. */
    private static boolean binds(Block first, Block later) {
        return first.is.component().equals(later.is.component())
                && later.from().isPresent()
                && first.from()
                        .filter(from -> from <= later.from().orElseThrow())
                        .isPresent()
                && later.countsNoMoreThan(first)
                && !(first.countsNoMoreThan(later) && first.from().equals(later.from()))
                && later.others().containsAll(first.others());
    }

    private static Finding finding(Block never, Block instead) {
        Comparison is = never.is;
        int line = never.amounts
                .threshold(is.limit())
                .map(TypeFieldDescr::getLine)
                .orElse(is.pattern().line());
        return Finding.warning(
                is.file().path(),
                line,
                is.rule().getName(),
                "its limit never binds: where there are " + said(never) + ", the rule \""
                        + instead.is.rule().getName() + "\" blocks already, from " + said(instead),
                "set it lower than that, or the other one higher");
    }

    private static String said(Block block) {
        String windows = block.is.arguments().stream()
                .map(a -> block.amounts.authored(a).map(Amounts::plain).orElse(Amounts.text(a)))
                .collect(Collectors.joining(", "));
        return block.amounts.authored(block.is.limit()).map(Amounts::plain).orElse("")
                + (windows.isEmpty() ? "" : " within " + windows);
    }
}
