package io.quantum.governor.engine.tools.mutate;

/**
 * A rulebook that is wrong in one place.
 *
 * @param kind what was done to it
 * @param file the rule file's path
 * @param line the line that is wrong
 * @param subject the rule's name, or the threshold's
 * @param change what is different, in words: {@code without `closing` in Order}
 * @param replacement the whole wrong rule; of a threshold its wrong value
 */
public record Mutant(Kind kind, String file, int line, String subject, String change, String replacement) {
    /** What is done to a rulebook. */
    public enum Kind {
        COMPARISON("comparisons turned"),
        CONDITION("conditions dropped"),
        BLOCK("blocks turned into passes"),
        THRESHOLD("thresholds moved one step");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** The kind for people. */
        public String words() {
            return words;
        }
    }

    /** What to tell people when no test notices it. */
    public String sentence() {
        return file + ":" + line + ": " + change + ", no test fails";
    }
}
