package io.quantum.governor.facts;

/**
 * A fact that could not be had, which is a fact too.
 *
 * @param fact the name of the fact, {@code markPrice}; see {@link Fact#nameOf}
 * @param cause {@link #MISSING}: its source has none; {@link #UNREADABLE}: what the source holds makes no sense
 * @param detail where it was looked for and what was wrong with it, for people
 */
public record Unavailable(String fact, String cause, String detail) implements Fact {
    public static final String MISSING = "missing";
    public static final String UNREADABLE = "unreadable";

    /** A fact whose source has no value for it. */
    public static Unavailable missing(Class<? extends Fact> kind, String source) {
        return new Unavailable(Fact.nameOf(kind), MISSING, source);
    }

    /** A fact whose source holds something that can't be read. */
    public static Unavailable unreadable(Class<? extends Fact> kind, String detail) {
        return new Unavailable(Fact.nameOf(kind), UNREADABLE, detail);
    }
}
