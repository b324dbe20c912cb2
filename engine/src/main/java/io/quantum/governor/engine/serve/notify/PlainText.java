package io.quantum.governor.engine.serve.notify;

/** Makes text of what plans, rules, operators and receivers say, which may be anything: one short line that commands nothing. */
final class PlainText {
    private static final String CUT = "…";

    private PlainText() {}

    /**
     * One line without characters that command a terminal, turn the direction of text or are seen by nobody.
     *
     * @param most so many characters are kept; what is longer ends with an ellipsis
     */
    static String of(String text, int most) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), most));
        int at = 0;
        while (at < text.length() && line.length() < most) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            append(line, point);
        }
        String kept = line.toString().strip();
        return at < text.length() ? kept + CUT : kept;
    }

    private static void append(StringBuilder line, int point) {
        if (Character.isISOControl(point) || Character.isWhitespace(point) || Character.isSpaceChar(point)) {
            if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
            return;
        }
        switch (Character.getType(point)) {
            case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> {
                // shown by nobody as what it is
            }
            default -> line.appendCodePoint(point);
        }
    }
}
