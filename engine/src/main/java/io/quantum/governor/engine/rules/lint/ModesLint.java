package io.quantum.governor.engine.rules.lint;

import io.quantum.governor.engine.rules.rulebook.fence.Metadata;
import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import io.quantum.governor.engine.rules.rulebook.fence.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.RuleDescr;

/** Looks whether every list of gates names every gate once, by its number: one that no list names is never asked. */
final class ModesLint {
    private static final Pattern GATE = Pattern.compile("Gate\\.\\w+\\(\\s*\"([^\"]*)\"\\s*,?\\s*\"([^\"]*)\"");

    private final ParsedFile file;
    private final RuleDescr rule;
    private final Map<String, String> numbers;
    private final List<Finding> findings = new ArrayList<>();

    private ModesLint(ParsedFile file, RuleDescr rule, Map<String, String> numbers) {
        this.file = file;
        this.rule = rule;
        this.numbers = numbers;
    }

    /** @param files all rule files; unless each of them is understood, nobody can say which gates there are */
    static List<Finding> check(List<ParsedFile> files) {
        if (files.stream().anyMatch(f -> !f.faults().isEmpty())) {
            return List.of();
        }
        Map<String, String> numbers = new TreeMap<>();
        files.forEach(f -> f.content().getRules().stream()
                .filter(rule -> text(rule).contains("answers."))
                .forEach(rule -> numbers.putIfAbsent(RuleLint.stem(f.path()), Metadata.text(rule, "gate"))));
        List<Finding> findings = new ArrayList<>();
        for (ParsedFile file : files) {
            for (RuleDescr rule : file.content().getRules()) {
                if (text(rule).contains("Gates.inOrder(")) {
                    findings.addAll(new ModesLint(file, rule, numbers).check());
                }
            }
        }
        return findings;
    }

    private List<Finding> check() {
        Map<String, String> named = new TreeMap<>();
        Matcher gate = GATE.matcher(text(rule));
        while (gate.find()) {
            entry(gate.group(1), gate.group(2), named.put(gate.group(2), gate.group(1)) != null);
        }
        numbers.forEach((name, number) -> {
            if (!named.containsKey(name)) {
                add(
                        rule.getLine(),
                        "gate " + name + " is not listed, so it is never asked",
                        "write Gate.enforce( \"" + number + "\", \"" + name
                                + "\" ), Gate.shadow or Gate.off where it should decide");
            }
        });
        return findings;
    }

    private void entry(String number, String name, boolean again) {
        if (again) {
            add(lineOf(name), "it names the gate " + name + " twice", "take one away");
        } else if (!numbers.containsKey(name)) {
            add(lineOf(name), "there is no rule file of a gate " + name, Words.nearest(name, numbers.keySet()));
        } else if (!number.equals(numbers.get(name))) {
            add(
                    lineOf(name),
                    "the gate " + name + " has the number " + number + " here, and @gate(\"" + numbers.get(name)
                            + "\") in its own file",
                    "make them the same");
        }
    }

    private static String text(RuleDescr rule) {
        return String.valueOf(rule.getConsequence());
    }

    private int lineOf(String gate) {
        // a parser that has read the rule tells where it ends, whatever stands beside its end
        for (int line = rule.getConsequenceLine(); line <= rule.getEndLine(); line++) {
            if (file.line(line).contains("\"" + gate + "\" )")) {
                return line;
            }
        }
        return rule.getLine();
    }

    private void add(int line, String sentence, String remedy) {
        findings.add(Finding.error(file.path(), line, rule.getName(), sentence, remedy));
    }
}
