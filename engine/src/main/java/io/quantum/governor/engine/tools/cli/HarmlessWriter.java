package io.quantum.governor.engine.tools.cli;

import java.io.PrintWriter;

/**
 * Prints to a terminal what plans, rules and files say: with {@code \\u001b} for an escape, and so on for each
 * character that would command the terminal instead of being shown, which is the same in JSON. Anybody may publish a plan.
 */
final class HarmlessWriter extends PrintWriter {
    HarmlessWriter(PrintWriter out) {
        super(out, true);
    }

    @Override
    public void write(int character) {
        write(Character.toString(character), 0, 1);
    }

    @Override
    public void write(char[] text, int from, int length) {
        write(new String(text, from, length), 0, length);
    }

    @Override
    public void write(String text, int from, int length) {
        StringBuilder shown = new StringBuilder(length);
        for (int i = from; i < from + length; i++) {
            char character = text.charAt(i);
            shown.append(commands(character) ? String.format("\\u%04x", (int) character) : character);
        }
        super.write(shown.toString(), 0, shown.length());
    }

    /** Controls command a terminal; characters of that format turn the direction of what stands beside them. */
    private static boolean commands(char character) {
        return (Character.isISOControl(character) && character != '\n' && character != '\t')
                || Character.getType(character) == Character.FORMAT;
    }
}
