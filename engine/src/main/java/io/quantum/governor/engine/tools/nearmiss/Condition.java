package io.quantum.governor.engine.tools.nearmiss;

/**
 * One condition of a rule, with the beginnings of the rule that end before and after it.
 *
 * @param form what must hold
 * @param kind the kind of fact that it is about: {@code KillScore}
 * @param text as it stands in the rule file
 * @param before the number of the beginning that ends before it; {@value #NONE} when it is the first
 * @param with the number of the beginning that ends with it; {@value #NONE} when that is the whole rule
 * @param against of {@link Form#ABSENT}, the number of the beginning in which the fact is there
 */
record Condition(Form form, String kind, String text, int before, int with, int against) {
    static final int NONE = -1;

    /** What a condition asks. */
    enum Form {
        /** There is such a fact. */
        PRESENT,
        /** Something is true of the fact that the pattern is about. */
        TRUE,
        /** There is no such fact. */
        ABSENT,
        /** There is such a fact, whichever. */
        EXISTS
    }
}
