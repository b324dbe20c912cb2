package io.quantum.governor.engine.rules.ruletest;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Where something stands in the test files, for messages.
 *
 * @param file below the rulebook's directory: {@code tests/kill-score.yaml}
 * @param line counted from 1
 * @param inside what it stands in, from the outside inwards: {@code , "a close passes at any score", row 2, expect}
 * @param lines of the parts of the file
 */
record Place(String file, int line, String inside, Lines lines) {
    private static final String FOLDER = "tests/";

    /**
     * The beginning of a file.
     *
     * @param name relative to the folder of tests
     */
    static Place of(String name, Lines lines) {
        return new Place(FOLDER + name, 1, "", lines);
    }

    /** Inside a part that has a name. */
    Place in(String part) {
        return new Place(file, line, inside.isEmpty() ? part : inside + ", " + part, lines);
    }

    /** On the line of a part, if it is known. */
    Place at(JsonNode part) {
        return new Place(file, lines.of(part, line), inside, lines);
    }

    /** File and line: {@code tests/kill-score.yaml:12}. */
    String where() {
        return file + ":" + line;
    }

    /** The list that stands under a key here; an empty one when there is none. */
    JsonNode list(JsonNode mapping, String key) {
        JsonNode list = mapping.path(key);
        if (!list.isArray() && !list.isMissingNode()) {
            throw in(key).at(list).fault("a list belongs here: [one, another]");
        }
        return list;
    }

    /** The exception that says what is wrong here. */
    RuleTestException fault(String what) {
        return new RuleTestException(file, line, (inside.isEmpty() ? "" : inside + ": ") + what);
    }
}
