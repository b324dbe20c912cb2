package io.quantum.governor.engine.rules.life;

import java.util.Locale;

/** The steps that a rulebook takes before it decides. */
public enum Step {
    /** The files are read. */
    READ(1),
    /** They are what somebody signed who may. */
    SIGNATURE(3),
    /** They are understood, and nothing in them is forbidden or missing. */
    LINT(3),
    /** They are compiled. */
    COMPILE(3),
    /** What the environment says of thresholds is allowed by this rulebook. */
    OVERRIDES(1),
    /** Its rule tests pass. */
    TEST(4),
    /** Its canaries pass. */
    CANARY(7);

    private final int exitCode;

    Step(int exitCode) {
        this.exitCode = exitCode;
    }

    /** How a command ends whose rulebook is refused at this step. */
    public int exitCode() {
        return exitCode;
    }

    /** As events, metrics and pages name it: {@code compile}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
