package io.quantum.governor.engine.rules.rulebook;

import java.util.List;

/**
 * A part of the rulebook: rules that are evaluated together. All parts have one version and one digest, and are compiled
 * at once; but each is a base of its own, so that rules of one part cost the others nothing.
 */
public enum Part {
    /** Decides plans: every rule file that does not belong to another part. */
    PLAN("", "", "decide plans"),
    /** Works out portfolio budgets. What is known of a position is worked out as for plans. */
    BUDGET("budget/", "position.drl", "work out budgets"),
    /** Proposes allocation targets. */
    ALLOCATION("allocation/", "", "propose targets"),
    /** Says whether the executor is put into dry_run: after a plan was blocked, and after rules have failed. */
    DISARM("disarm/", "", "say whether to disarm");

    private final String folder;
    private final String shared;
    private final String duty;

    Part(String folder, String shared, String duty) {
        this.folder = folder;
        this.shared = shared;
        this.duty = duty;
    }

    /**
     * The part that a rule file belongs to.
     *
     * @param path relative to the rulebook's directory: {@code budget/stress.drl}
     */
    public static Part of(String path) {
        for (Part part : List.of(BUDGET, ALLOCATION, DISARM)) {
            if (path.startsWith(part.folder)) {
                return part;
            }
        }
        return PLAN;
    }

    /** What its rules do, for people: {@code decide plans}. */
    public String duty() {
        return duty;
    }

    /** Whether the rules of a file are evaluated with this part: its own, and one that it may share. */
    public boolean evaluates(String path) {
        return of(path) == this || path.equals(shared);
    }
}
