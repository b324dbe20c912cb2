package io.quantum.governor.engine.rules.rulebook.fence;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.parser.DroolsError;

/** Tells what Drools' parser did not understand in the words of the person who wrote it. */
final class SyntaxSentences {
    private static final Pattern SAID =
            Pattern.compile("mismatched input '(?s)(.*?)'|no viable alternative at input '(?s)(.*?)'");
    private static final Pattern RULE = Pattern.compile("^\\s*rule\\s+\"([^\"]*)\"");
    private static final Pattern SINGLE_EQUALS = Pattern.compile("[^=!<>]=[^=>]");
    private static final Pattern TURNED = Pattern.compile("=[<>]");
    private static final List<String> FIRST_WORDS =
            List.of("package", "import", "declare", "global", "rule", "when", "then", "end");
    private static final Pattern FIRST_WORD = Pattern.compile("^([A-Za-z]+)\\b(?!\\s*\\()");

    /** What one would write elsewhere. */
    private static final Map<String, String> WORDS_OF_OTHERS = Map.of(
            "and", "write a comma instead of 'and'", "or", "write || instead of 'or'", "#", "begin a remark with //");

    private final List<String> lines;

    SyntaxSentences(String text) {
        this.lines = text.lines().toList();
    }

    void add(DroolsError error, Faults faults) {
        int at = error.getLines().length > 0 ? Math.max(1, error.getLines()[0]) : 1;
        Matcher said = SAID.matcher(error.getMessage());
        String word = said.find() ? (said.group(1) == null ? said.group(2) : said.group(1)) : "";
        int line = culprit(Math.min(at, Math.max(1, lines.size())));
        String text = lines.isEmpty() ? "" : lines.get(line - 1);
        faults.add(
                line,
                ruleAt(line),
                word.isBlank() || line != at
                        ? "this is not understood: " + text.strip()
                        : "this is not understood at '" + word.strip() + "': " + text.strip(),
                remedy(text, line, word.strip()));
    }

    /** The parser stumbles where it can't go on; a line above it may be the one that is wrong. */
    private int culprit(int line) {
        for (int at = line; at >= Math.max(1, line - 8); at--) {
            String text = lines.get(at - 1);
            if (misspelt(text)) {
                return at;
            }
        }
        for (int at = line; at >= Math.max(1, line - 8); at--) {
            if (missingEnd(at)) {
                return at;
            }
        }
        for (int at = line; at >= Math.max(1, line - 2); at--) {
            if (unbalanced(lines.get(at - 1))) {
                return at;
            }
        }
        return line;
    }

    private String remedy(String text, int line, String word) {
        if (missingEnd(line)) {
            return "the rule above has no end; write 'end' on a line of its own before this one";
        }
        if (missingThen(line)) {
            return "the rule has no 'then'; write it on a line of its own above what the rule does";
        }
        if (misspelt(text)) {
            Matcher first = FIRST_WORD.matcher(text);
            return first.find() ? Words.nearest(first.group(1), FIRST_WORDS) : "";
        }
        if (WORDS_OF_OTHERS.containsKey(word)) {
            return WORDS_OF_OTHERS.getOrDefault(word, "");
        }
        if (text.contains("@unit(")) {
            return "write name : double = 0.8, a plain number, and then @unit";
        }
        if (TURNED.matcher(text).find()) {
            return "write >= or <=, not => or =<";
        }
        if (text.contains("(") && SINGLE_EQUALS.matcher(text).find()) {
            return "compare with == instead of =";
        }
        if (unbalanced(text)) {
            return "every ( needs its ) on this line";
        }
        return word.matches("[\\w$\"].*")
                ? "write a comma before " + word + ", or the bracket or sign that is missing there"
                : "look for a missing comma, bracket or quote on this line or the one above";
    }

    private static boolean unbalanced(String text) {
        return !comment(text)
                && text.chars().filter(c -> c == '(').count()
                        != text.chars().filter(c -> c == ')').count();
    }

    private static boolean comment(String text) {
        return text.strip().startsWith("//");
    }

    private static boolean misspelt(String text) {
        Matcher first = FIRST_WORD.matcher(text);
        return first.find() && !FIRST_WORDS.contains(first.group(1));
    }

    /** A rule begins while the one above it has not ended. */
    private boolean missingEnd(int line) {
        if (!RULE.matcher(lines.get(line - 1)).find()) {
            return false;
        }
        for (int at = line - 1; at >= 1; at--) {
            String text = lines.get(at - 1).strip();
            if (text.equals("end")) {
                return false;
            }
            if (RULE.matcher(text).find()) {
                return true;
            }
        }
        return false;
    }

    /** A rule ends and has said only when it fires. */
    private boolean missingThen(int line) {
        if (!lines.get(line - 1).strip().equals("end")) {
            return false;
        }
        for (int at = line - 1; at >= 1; at--) {
            String text = lines.get(at - 1).strip();
            if (text.equals("then") || text.equals("end")) {
                return false;
            }
            if (text.equals("when")) {
                return true;
            }
        }
        return false;
    }

    private String ruleAt(int line) {
        for (int at = line; at >= 1; at--) {
            Matcher rule = RULE.matcher(lines.get(at - 1));
            if (rule.find()) {
                return rule.group(1);
            }
            if (at < line && lines.get(at - 1).strip().equals("end")) {
                return "";
            }
        }
        return "";
    }
}
