package io.quantum.governor.engine.rules.ruletest;

import java.util.List;

/**
 * How much of a rulebook its tests show.
 *
 * @param items everything that tests can show of it, in the order of the rule files
 */
public record Coverage(List<Item> items) {
    /** What tests can show. */
    public enum Kind {
        RULES("rules that fire"),
        ANSWERS("answers of gates that are expected"),
        REASONS("reasons that are expected"),
        THRESHOLDS("thresholds, each tested on both sides");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** The kind for people. */
        public String words() {
            return words;
        }
    }

    /**
     * One thing that tests can show.
     *
     * @param missing what to tell people when no test shows it, with file and line
     * @param covered whether one does
     */
    public record Item(Kind kind, String missing, boolean covered) {}

    /** The covered share in whole percent, rounded down: 100 means everything. */
    public int percent() {
        return items.isEmpty()
                ? 100
                : (int) (100L * items.stream().filter(Item::covered).count() / items.size());
    }

    /** A sentence for everything that no test shows. */
    public List<String> missing() {
        return items.stream().filter(item -> !item.covered()).map(Item::missing).toList();
    }

    /** The same of one kind. */
    public List<String> missing(Kind kind) {
        return items.stream()
                .filter(item -> item.kind() == kind && !item.covered())
                .map(Item::missing)
                .toList();
    }

    /** Columns for people: each kind, how many are covered, of how many. */
    public String table() {
        TextTable table = new TextTable().row("", "covered", "of");
        for (Kind kind : Kind.values()) {
            List<Item> ofKind = items.stream().filter(i -> i.kind() == kind).toList();
            long covered = ofKind.stream().filter(Item::covered).count();
            table.row(kind.words(), Long.toString(covered), Integer.toString(ofKind.size()));
        }
        return table.text();
    }
}
