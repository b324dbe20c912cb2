package io.quantum.governor.engine.rules.rulebook.fence;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Counts brackets before anything is parsed: Drools' parser takes twice as long for each bracket in brackets, so that two
 * dozen of them would keep it busy for ever.
 */
final class Brackets {
    /** The shipped rules need four. */
    private static final int DEEPEST = 8;

    private static final Pattern TEXT_OR_REMARK = Pattern.compile("\"[^\"]*\"|//.*");

    private Brackets() {}

    /** The first line, counted from 1, that holds more brackets in each other than anybody can read. */
    static OptionalInt tooDeep(String text) {
        List<String> lines = text.lines().toList();
        int depth = 0;
        for (int at = 0; at < lines.size(); at++) {
            String line = TEXT_OR_REMARK.matcher(lines.get(at)).replaceAll("");
            // one that was forgotten in a rule is none of the next
            depth = line.strip().startsWith("rule") ? 0 : depth;
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                depth = c == '(' ? depth + 1 : c == ')' ? Math.max(0, depth - 1) : depth;
                if (depth > DEEPEST) {
                    return OptionalInt.of(at + 1);
                }
            }
        }
        return OptionalInt.empty();
    }
}
