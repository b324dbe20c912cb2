package io.quantum.governor.engine.decide.plan;

/**
 * What became of a commit.
 *
 * @param kind one word of the commit script
 * @param detail the key that holds another type than it should, or what Redis said; empty otherwise
 */
record CommitResult(Kind kind, String detail) {

    /** The script's words. */
    enum Kind {
        /** Everything is written and the entry acknowledged. */
        OK,
        /** The entry was decided already: by another governor, or by this commit when it was sent before. */
        GONE,
        /** What the rules saw is no longer so; the plan must be loaded and decided again. */
        CHANGED,
        /** The frame that the record names is not on record; put it there and send the commit again. */
        FRAMELESS,
        /** A key that must be written holds another type; nothing was written. */
        UNWRITABLE,
        /** Redis refused it; nothing was written. */
        FAILED
    }

    static CommitResult parse(String answer) {
        int end = answer.indexOf(' ');
        return end < 0
                ? new CommitResult(Kind.valueOf(answer), "")
                : new CommitResult(Kind.valueOf(answer.substring(0, end)), answer.substring(end + 1));
    }
}
