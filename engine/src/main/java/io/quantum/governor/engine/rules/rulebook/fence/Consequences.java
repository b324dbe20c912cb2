package io.quantum.governor.engine.rules.rulebook.fence;

import com.github.javaparser.ParseProblemException;
import com.github.javaparser.Problem;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.EmptyStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.Statement;
import io.quantum.governor.facts.Answers;
import java.util.Set;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.model.codegen.execmodel.generator.DrlxParseUtil;

/** Looks at what a rule does when it fires: it inserts facts and answers for its gate, and nothing else. */
final class Consequences {
    private static final Set<String> ANSWERS = Set.of("pass", "block", "open");
    private static final String VERBS = "a rule may insert a fact or write answers.pass, answers.block or answers.open";

    private final RuleDescr rule;
    private final Faults faults;
    private final Expressions expressions;
    private final int firstLine;

    Consequences(ParsedFile file, RuleDescr rule, Scope scope, Faults faults) {
        this.rule = rule;
        this.faults = faults;
        this.firstLine = firstLine(file, rule);
        this.expressions = new Expressions(scope, faults, rule.getName(), this::line);
    }

    /** Where the text of the consequence begins: the parser leaves out what is blank. */
    private static int firstLine(ParsedFile file, RuleDescr rule) {
        String first = String.valueOf(rule.getConsequence())
                .strip()
                .lines()
                .findFirst()
                .orElse("");
        int line = rule.getConsequenceLine();
        int last = line + 20;
        for (int at = line; !first.isEmpty() && at < last; at++) {
            if (file.line(at).contains(first.strip())) {
                return at;
            }
        }
        return line;
    }

    private int line(Node node) {
        return node.getBegin().map(begin -> firstLine + begin.line - 3).orElse(firstLine);
    }

    void check() {
        String text = String.valueOf(rule.getConsequence()).strip();
        try {
            // what is added before the text is taken off again by line()
            BlockStmt block = DrlxParseUtil.parseBlock("\n" + text + "\n");
            block.getStatements().forEach(this::statement);
        } catch (ParseProblemException e) {
            e.getProblems().stream().limit(1).forEach(p -> refuse(p, text));
        }
    }

    /** Java tells where it could not go on; most often the line before lacks its end. */
    private void refuse(Problem problem, String text) {
        int begin = problem.getLocation()
                .flatMap(range -> range.getBegin().getRange())
                .map(range -> range.begin.line)
                .orElse(2);
        int line = Math.max(0, Math.min(begin - 3, (int) text.lines().count() - 1));
        boolean missing = openEnded(text, line) || (line > 0 && openEnded(text, line - 1));
        int at = missing && !openEnded(text, line) ? line - 1 : line;
        faults.add(
                firstLine + at,
                rule.getName(),
                "this is not understood: " + text.lines().toList().get(at).strip(),
                missing ? "end it with ;" : "look for a missing comma, bracket or quote; " + VERBS);
    }

    private static boolean openEnded(String text, int line) {
        String content = text.lines().toList().get(line).strip();
        return content.endsWith(")")
                && content.chars().filter(c -> c == '(').count()
                        == content.chars().filter(c -> c == ')').count();
    }

    private void statement(Statement statement) {
        if (statement instanceof EmptyStmt) {
            return;
        }
        if (statement instanceof ExpressionStmt does
                && does.getExpression() instanceof MethodCallExpr call
                && call.getTypeArguments().isEmpty()) {
            verb(call);
        } else {
            expressions.refuse(
                    statement,
                    "a rule may not do this: "
                            + Expressions.text(statement).lines().findFirst().orElse(""),
                    VERBS);
        }
    }

    private void verb(MethodCallExpr call) {
        boolean inserts = call.getScope().isEmpty()
                && call.getNameAsString().equals("insert")
                && call.getArguments().size() == 1;
        if (inserts) {
            inserted(call.getArgument(0));
        } else if (call.getScope().filter(this::isAnswers).isPresent() && isKnownAnswer(call)) {
            expressions.kind(call);
        } else if (call.getScope().filter(this::isAnswers).isPresent()) {
            expressions.refuse(
                    call,
                    "there is no answer '" + call.getNameAsString() + "'",
                    Words.nearest(call.getNameAsString(), ANSWERS));
        } else if (call.getScope().map(Expressions::text).orElse("").equals("answers")) {
            expressions.refuse(
                    call,
                    "answers is not known in this file",
                    "add: import " + Answers.class.getName() + " and: global Answers answers");
        } else {
            expressions.refuse(call, "a rule may not do this: " + Expressions.text(call), VERBS);
        }
    }

    private static boolean isKnownAnswer(MethodCallExpr call) {
        return ANSWERS.contains(call.getNameAsString());
    }

    private void inserted(Expression made) {
        Class<?> kind = expressions.kind(made);
        if (kind != Scope.Unknown.class && !FactTypes.isFactType(kind)) {
            expressions.refuse(made, "a rule may insert facts only, not " + Kinds.word(kind), VERBS);
        }
    }

    private boolean isAnswers(Expression on) {
        return on instanceof NameExpr name
                && expressions.scope.variables().get(name.getNameAsString()) == Answers.class;
    }
}
