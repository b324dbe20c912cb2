package io.quantum.governor.engine.rules.rulebook.fence;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Looks at the characters of a file before anything is parsed: those that nobody sees, those that look like others, and
 * texts without an end make the parser stumble somewhere else, or pass for what they are not.
 */
public final class Characters {
    /** Marks and fillers that show nothing, beside what Unicode calls formats and controls. */
    private static final Pattern FILLERS =
            Pattern.compile("[\\u034F\\u115F\\u1160\\u2800\\u3164\\uFFA0\\uFE00-\\uFE0F]");

    private static final Pattern CURLY = Pattern.compile("[\u201c\u201d\u201e\u2018\u2019]");

    private final Faults faults;
    private boolean inRemark;

    private Characters(String path) {
        this.faults = new Faults(path);
    }

    /** The faults of a rule file. */
    static List<Fault> ofRules(String path, String text) {
        Characters characters = new Characters(path);
        List<String> lines = text.lines().toList();
        for (int at = 0; at < lines.size(); at++) {
            characters.invisible(at + 1, lines.get(at));
            characters.line(at + 1, lines.get(at));
        }
        return characters.faults.all();
    }

    /** The characters that nobody sees, a fault for each line that has any. */
    public static List<Fault> invisible(String path, String text) {
        Characters characters = new Characters(path);
        List<String> lines = text.lines().toList();
        for (int at = 0; at < lines.size(); at++) {
            characters.invisible(at + 1, lines.get(at));
        }
        return characters.faults.all();
    }

    private void invisible(int number, String line) {
        line.codePoints()
                .filter(Characters::isInvisible)
                .limit(1)
                .forEach(c -> faults.add(
                        number,
                        "",
                        "an invisible character stands in column " + column(line, line.indexOf(Character.toString(c)))
                                + ": " + name(c),
                        "delete it; where a space is wanted, type a plain one"));
    }

    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\t';
            case Character.SPACE_SEPARATOR -> c != ' ';
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.PRIVATE_USE ->
                true;
            default -> c > 127 && FILLERS.matcher(Character.toString(c)).matches();
        };
    }

    /** Cuts a line into what is said, texts and remarks. */
    private void line(int number, String line) {
        int at = 0;
        while (at < line.length()) {
            if (inRemark) {
                int end = line.indexOf("*/", at);
                inRemark = end < 0;
                at = inRemark ? line.length() : end + 2;
            } else if (line.startsWith("//", at)) {
                return;
            } else if (line.startsWith("/*", at)) {
                inRemark = true;
                at += 2;
            } else if (line.charAt(at) == '"') {
                at = text(number, line, at);
            } else {
                int c = line.codePointAt(at);
                said(number, line, at, c);
                at += Character.charCount(c);
            }
        }
    }

    private void said(int number, String line, int at, int c) {
        if (c <= 127) {
            return;
        }
        if (CURLY.matcher(Character.toString(c)).matches()) {
            faults.add(number, "", "quotes are curly in column " + column(line, at), "use straight quotes: \"");
        } else if (!isInvisible(c)) {
            faults.add(
                    number,
                    "",
                    "'" + Character.toString(c) + "' in column " + column(line, at) + " is no character of rules: "
                            + name(c),
                    "type the plain one that it looks like; outside of texts and remarks there are plain ones only");
        }
    }

    /** Looks at a text and returns where it ends. */
    private int text(int number, String line, int begin) {
        int end = line.indexOf('"', begin + 1);
        if (end < 0) {
            faults.add(
                    number, "", "a text on this line has no end: " + line.strip(), "close the text with a second \"");
            return line.length();
        }
        for (String word : line.substring(begin + 1, end).split("[^\\p{L}]+", -1)) {
            if (isMixed(word)) {
                faults.add(
                        number,
                        "",
                        "\"" + word + "\" has letters that only look like others: " + strange(word),
                        "type the word again");
            }
        }
        return end + 1;
    }

    /** Letters of several alphabets in one word, or such as are others in disguise. */
    private static boolean isMixed(String word) {
        Set<UnicodeScript> scripts = new TreeSet<>();
        word.codePoints().mapToObj(UnicodeScript::of).forEach(scripts::add);
        scripts.removeAll(Set.of(UnicodeScript.COMMON, UnicodeScript.INHERITED));
        return scripts.size() > 1 || word.codePoints().anyMatch(Characters::isDisguised);
    }

    private static boolean isDisguised(int c) {
        return c > 127
                && Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC)
                        .matches("\\p{ASCII}+");
    }

    private static String strange(String word) {
        List<String> names = new ArrayList<>();
        word.codePoints()
                .filter(c -> UnicodeScript.of(c) != UnicodeScript.LATIN || isDisguised(c))
                .forEach(c -> names.add(name(c)));
        return String.join(", ", names);
    }

    private static int column(String line, int at) {
        return line.codePointCount(0, at) + 1;
    }

    private static String name(int c) {
        String name = Character.getName(c);
        return (name == null ? "a character without a name" : name.toLowerCase(Locale.ROOT))
                + String.format(Locale.ROOT, " (U+%04X)", c);
    }
}
