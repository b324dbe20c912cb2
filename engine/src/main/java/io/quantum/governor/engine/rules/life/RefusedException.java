package io.quantum.governor.engine.rules.life;

/** A rulebook may not decide; the message says why, for people, with file and line where they are known. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Step step;

    /**
     * @param step where it failed
     * @param why for people
     */
    public RefusedException(Step step, String why) {
        super(why);
        this.step = step;
    }

    /** Where it failed. */
    public Step step() {
        return step;
    }

    /** Why, for people; several lines when several things are wrong. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
