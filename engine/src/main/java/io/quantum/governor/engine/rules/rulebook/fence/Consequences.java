package io.quantum.governor.engine.rules.rulebook.fence;

import com.github.javaparser.ParseException;
import com.github.javaparser.ParseProblemException;
import com.github.javaparser.Position;
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
import java.util.List;
import java.util.Set;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.model.codegen.execmodel.generator.DrlxParseUtil;

/** Looks at what a rule does when it fires: it inserts facts and answers for its gate, and nothing else. */
final class Consequences {
    private static final Set<String> ANSWERS = Set.of("pass", "block", "open");
    private static final String VERBS = "a rule may insert a fact or write answers.pass, answers.block or answers.open";

    private static final String GENERAL = "look for a missing comma, bracket or quote; " + VERBS;

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

    /** The parser tells the last word that it understood; what it needs stands behind it. */
    private void refuse(Problem problem, String text) {
        List<String> lines = text.lines().toList();
        Position last = problem.getLocation()
                .flatMap(words -> words.getBegin().getRange())
                .map(range -> range.end)
                .orElse(new Position(3, 1));
        int at = Math.max(0, Math.min(last.line - 3, lines.size() - 1));
        String line = lines.get(at);
        String understood = String.join("\n", lines.subList(0, at)) + "\n"
                + line.substring(0, Math.min(last.column, line.length()));
        faults.add(
                firstLine + at,
                rule.getName(),
                "this is not understood: " + line.strip(),
                problem.getCause()
                        .filter(ParseException.class::isInstance)
                        .map(cause -> ((ParseException) cause).currentToken.next)
                        .map(next -> remedy(understood, next.image, next.beginLine > last.line))
                        .orElse(GENERAL));
    }

    private static String remedy(String understood, String next, boolean onAnotherLine) {
        String bare = understood.replaceAll("\"[^\"]*\"|//.*", "\"\"");
        long open = bare.chars().filter(c -> c == '(').count()
                - bare.chars().filter(c -> c == ')').count();
        if (next.equals(")")) {
            return open > 0 ? "take the comma before ) away, or write what is missing" : "there is one ) too many";
        }
        if (open > 0 && (next.equals(";") || next.equals("}"))) {
            return "every ( needs its )";
        }
        if (open > 0 && next.matches("[\\w$\"].*")) {
            return onAnotherLine ? "end it with a comma" : "write a comma before " + next;
        }
        return open == 0 && bare.endsWith(")") ? "end it with ;" : GENERAL;
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
