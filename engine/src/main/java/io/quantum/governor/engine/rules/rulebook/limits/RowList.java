package io.quantum.governor.engine.rules.rulebook.limits;

import io.quantum.governor.engine.rules.rulebook.fence.Characters;
import io.quantum.governor.engine.rules.rulebook.fence.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of one file as they are found, and what is wrong with them. Not for use by several threads. */
final class RowList {
    /** What people write is far less; lists that are multiplied with each other would fill the memory. */
    private static final int MOST_ROWS = 100_000;

    private static final int MOST_FAULTS = 20;

    private final String file;
    private final List<RowText> rows = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    RowList(String file) {
        this.file = file;
    }

    List<RowText> rows() {
        return rows;
    }

    List<Fault> faults() {
        return faults;
    }

    /** So many that a person looks at the first ones. */
    boolean isHopeless() {
        return faults.size() >= MOST_FAULTS;
    }

    /**
     * Takes what one row says, once for each scope that it names.
     *
     * @param said texts by their keys
     * @param scopes the values of each word of a scope that the row names
     */
    void add(int line, Map<String, String> said, Map<String, List<String>> scopes) {
        int before = faults.size();
        for (String key : LimitKeys.NEEDED) {
            if (said.getOrDefault(key, "").isEmpty()) {
                fault(line, "this row does not say " + key, "write it");
            }
        }
        if (scopes.isEmpty()) {
            fault(
                    line,
                    "this row names no symbol, strategy or account",
                    "name one, or change the threshold in its rule file, where its value for all plans stands");
        }
        scopes.forEach((word, values) -> values.forEach(value -> check(line, word, value)));
        if (faults.size() == before) {
            spread(line, said, List.copyOf(scopes.entrySet()), new LinkedHashMap<>());
        }
    }

    private void check(int line, String word, String value) {
        try {
            LimitScope.refuse(word, value);
        } catch (IllegalArgumentException e) {
            String[] told = String.valueOf(e.getMessage()).split("; ", 2);
            fault(line, told[0], told[1]);
        }
    }

    private void spread(
            int line, Map<String, String> said, List<Map.Entry<String, List<String>>> left, Map<String, String> named) {
        if (left.isEmpty()) {
            add(line, said, LimitScope.of(named));
            return;
        }
        Map.Entry<String, List<String>> next = left.get(0);
        for (String value : next.getValue()) {
            if (rows.size() > MOST_ROWS) {
                return;
            }
            Map<String, String> more = new LinkedHashMap<>(named);
            more.put(next.getKey(), value);
            spread(line, said, left.subList(1, left.size()), more);
        }
    }

    private void add(int line, Map<String, String> said, LimitScope scope) {
        if (rows.size() == MOST_ROWS) {
            fault(line, "there are more than " + MOST_ROWS + " rows from here on", "name fewer scopes");
        }
        rows.add(new RowText(
                file,
                line,
                text(said, LimitKeys.THRESHOLD),
                scope,
                text(said, LimitKeys.VALUE),
                text(said, LimitKeys.OWNER),
                text(said, LimitKeys.WHY)));
    }

    /** On one line. */
    private static String text(Map<String, String> said, String key) {
        return said.getOrDefault(key, "").replaceAll("\\s+", " ").strip();
    }

    void fault(int line, String sentence, String remedy) {
        faults.add(new Fault(file, Math.max(1, line), "", sentence, remedy));
    }

    void refuseNone() {
        if (rows.isEmpty() && faults.isEmpty()) {
            fault(1, "there is no row here", "write one, or delete the file");
        }
    }

    /** What nobody sees in an editor makes two files differ that look alike. */
    void refuseInvisible(String text) {
        if (text.startsWith("\uFEFF")) {
            fault(1, "the file begins with a byte order mark", "save it as UTF-8 without BOM");
        }
        first(
                text,
                '\r',
                "this line has a Windows line ending (CRLF)",
                "save the file with line ends of Unix (LF), or run: sed -i 's/\\r$//' " + file);
        first(text, '\t', "a tab stands here", "write blanks, and in a table commas");
        if (faults.isEmpty()) {
            faults.addAll(Characters.invisible(file, text));
        }
    }

    private void first(String text, char what, String sentence, String remedy) {
        int at = text.indexOf(what);
        if (at >= 0) {
            int line = 1
                    + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
            fault(line, sentence, remedy);
        }
    }
}
