package io.quantum.governor.engine.tools.compare;

import java.util.Collection;

/** What one rulebook in place of another does to the governor. */
public enum Change {
    /** No rule and no threshold differs. */
    NONE("decides the same: no rule and no threshold differs", false),
    /** More is blocked or made smaller, and nothing less. */
    TIGHTER("tighter", false),
    /** More is permitted or made larger. */
    LOOSER("looser", true),
    /** Both. */
    MIXED("tighter here and looser there", true),
    /** Rules differ and nothing was found that shows what that does, or what was found is neither. Unknown is not none. */
    UNCLEAR("not shown to be tighter", true);

    private final String words;
    private final boolean needsApproval;

    Change(String words, boolean needsApproval) {
        this.words = words;
        this.needsApproval = needsApproval;
    }

    /** What several changes do that are made at once; none when there is none. */
    static Change together(Collection<Change> changes) {
        boolean looser = changes.contains(LOOSER);
        boolean tighter = changes.contains(TIGHTER);
        if (changes.contains(MIXED) || (looser && tighter)) {
            return MIXED;
        }
        if (looser) {
            return LOOSER;
        }
        return changes.contains(UNCLEAR) ? UNCLEAR : tighter ? TIGHTER : NONE;
    }

    /** What taking it back does. */
    public Change back() {
        return this == LOOSER ? TIGHTER : this == TIGHTER ? LOOSER : this;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** Whether a second person must agree before such a release is activated. */
    public boolean needsApproval() {
        return needsApproval;
    }
}
