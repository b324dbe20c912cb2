package io.quantum.governor.engine.rules.lint;

import io.quantum.governor.engine.rules.rulebook.fence.Metadata;
import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.RuleDescr;

/** Looks at what is said of rules: names, metadata, and whether it goes with what they answer. */
final class RuleLint {
    private static final Pattern ANSWER =
            Pattern.compile("answers\\.(pass|block|open)\\(\\s*\"([^\"]*)\"(?:\\s*,\\s*\"([^\"]*)\")?");

    private RuleLint() {}

    /** @param facts the simple names of the facts that the rulebook declares */
    static List<Finding> check(ParsedFile file, Set<String> facts) {
        List<Finding> findings = new ArrayList<>();
        packageOf(file, findings);
        findings.addAll(UnavailableLint.check(file, facts));
        for (RuleDescr rule : file.content().getRules()) {
            new OfRule(file, rule, findings).check();
        }
        return findings;
    }

    /** Rules of the same name can't be told apart in an audit record. */
    static List<Finding> duplicates(List<ParsedFile> files) {
        List<Finding> findings = new ArrayList<>();
        Map<String, String> places = new HashMap<>();
        for (ParsedFile file : files) {
            for (RuleDescr rule : file.content().getRules()) {
                String before = places.putIfAbsent(rule.getName(), file.path() + ":" + rule.getLine());
                if (before != null) {
                    findings.add(Finding.error(
                            file.path(),
                            rule.getLine(),
                            rule.getName(),
                            "a rule of this name stands at " + before,
                            "give it a name of its own"));
                }
            }
        }
        return findings;
    }

    /** A hyphen is all that two paths of one package differ in; whether they were compiled together is no matter. */
    static List<Finding> packages(List<ParsedFile> files) {
        List<Finding> findings = new ArrayList<>();
        Map<String, String> places = new HashMap<>();
        for (ParsedFile file : files) {
            String before = places.putIfAbsent(file.packageName(), file.path());
            if (before != null && file.faults().isEmpty()) {
                findings.add(Finding.error(
                        file.path(), 1, "", "its package is that of " + before, "give each file a package of its own"));
            }
        }
        return findings;
    }

    /** The name of a file without folders and ending. */
    static String stem(String path) {
        return path.substring(path.lastIndexOf('/') + 1).replaceAll("\\.drl$", "");
    }

    private static void packageOf(ParsedFile file, List<Finding> findings) {
        String expected = "governor."
                + file.path().replaceAll("\\.drl$", "").replace("-", "").replace('/', '.');
        if (!file.packageName().equals(expected)) {
            int line = 1
                    + (int) file.text()
                            .lines()
                            .takeWhile(l -> !l.startsWith("package"))
                            .count();
            findings.add(Finding.error(
                    file.path(),
                    line,
                    "",
                    "the package is " + file.packageName() + ", which does not go with the file's path",
                    "write: package " + expected));
        }
    }

    /** One rule of a file. */
    private record OfRule(ParsedFile file, RuleDescr rule, List<Finding> findings) {
        void check() {
            if (!Metadata.text(rule, "version").matches("[0-9]+\\.[0-9]+\\.[0-9]+")) {
                add(rule.getLine(), "it has no version", "write @version(\"1.0.0\") below its name");
            }
            if (Metadata.text(rule, "owner").isEmpty()) {
                add(rule.getLine(), "it has no owner", "write @owner(\"risk\") below its name");
            }
            if (!rule.getName().startsWith(stem(file.path()) + ": ")) {
                add(
                        rule.getLine(),
                        "its name does not begin with the file's",
                        "begin it with \"" + stem(file.path()) + ": \"");
            }
            String does = String.valueOf(rule.getConsequence());
            Matcher answer = ANSWER.matcher(does);
            while (answer.find()) {
                int line = rule.getConsequenceLine()
                        + 1
                        + (int) does.substring(0, answer.start()).lines().count();
                answer(answer, does.contains("\n") ? line : rule.getConsequenceLine() + 1);
            }
        }

        private void answer(Matcher answer, int about) {
            int line = lineOf(answer.group(), about);
            if (Metadata.text(rule, "gate").isEmpty()) {
                add(
                        rule.getLine(),
                        "it answers for a gate and does not say which",
                        "write @gate(\"...\") with the gate's number");
            }
            if (!answer.group(2).equals(stem(file.path()))) {
                add(
                        line,
                        "it answers for the gate '" + answer.group(2) + "', but this is the file of '"
                                + stem(file.path()) + "'",
                        "write \"" + stem(file.path()) + "\"");
            }
            if (answer.group(1).equals("pass")) {
                return;
            }
            String reason = Metadata.text(rule, "reason");
            String said = answer.group(3) == null ? "" : answer.group(3);
            if (reason.isEmpty()) {
                add(
                        rule.getLine(),
                        "it gives a reason and does not say so above",
                        "write @reason(\"" + said + "\") below its name");
            } else if (!reason.equals(said)) {
                add(line, "its reason is '" + said + "', but @reason says '" + reason + "'", "make them the same");
            }
        }

        private int lineOf(String text, int otherwise) {
            for (int line = rule.getConsequenceLine(); line <= rule.getConsequenceLine() + 30; line++) {
                if (file.line(line).contains(text.lines().findFirst().orElse(text))) {
                    return line;
                }
            }
            return otherwise;
        }

        private void add(int line, String sentence, String remedy) {
            findings.add(Finding.error(file.path(), line, rule.getName(), sentence, remedy));
        }
    }
}
