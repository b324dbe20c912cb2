package io.quantum.governor.engine.serve.notify;

import java.util.Objects;

/**
 * Something that holds now and that people are told of. Its texts are cut and cleaned.
 *
 * @param kind what it is
 * @param about of which gate or key, where there may be several of the kind; empty otherwise
 * @param title a short sentence
 * @param text what else is known
 * @param value what was measured, with its unit; empty where nothing is measured
 * @param limit against what; empty where nothing is measured
 * @param sinceMs since when it holds, in milliseconds since 1970
 * @param where the daemons that see it
 */
public record Condition(
        Kind kind, String about, String title, String text, String value, String limit, long sinceMs, String where) {
    private static final int LONGEST_WORD = 100;
    private static final int LONGEST_TEXT = 1000;

    public Condition {
        // whoever reads one may find a part of it missing
        Objects.requireNonNull(kind);
        about = PlainText.of(about, LONGEST_WORD);
        title = PlainText.of(title, 2 * LONGEST_WORD);
        text = PlainText.of(text, LONGEST_TEXT);
        value = PlainText.of(value, LONGEST_WORD);
        limit = PlainText.of(limit, LONGEST_WORD);
        where = PlainText.of(where, LONGEST_TEXT);
    }

    /** One that nothing was measured of and that has just begun. */
    public static Condition of(Kind kind, String about, String title, String text) {
        return new Condition(kind, about, title, text, "", "", 0, "");
    }

    /** The same, with what was measured. */
    public Condition measured(String measured, String against) {
        return new Condition(kind, about, title, text, measured, against, sinceMs, where);
    }

    /** The same, seen since a moment at some daemons. */
    public Condition seen(long since, String at) {
        return new Condition(kind, about, title, text, value, limit, since, at);
    }

    /** By what it is told apart from all others, at every daemon alike: {@code kill:quantum:kill}. */
    public String key() {
        return kind.wireName() + (about.isEmpty() ? "" : ":" + about);
    }

    /** As two daemons see it. */
    Condition with(Condition other) {
        boolean known = where.isEmpty() || where.contains(other.where);
        return seen(Math.min(sinceMs, other.sinceMs), known ? where : where + ", " + other.where);
    }
}
