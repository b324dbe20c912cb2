package io.quantum.governor.engine.ruletest;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Where something stands in the test files, for messages.
 *
 * @param path from the file inwards: {@code kill-score.yaml, a close passes at any score, expect}
 */
record Place(String path) {

    Place in(String part) {
        return new Place(path + ", " + part);
    }

    /** The list that stands under a key here; an empty one when there is none. */
    JsonNode list(JsonNode mapping, String key) {
        JsonNode list = mapping.path(key);
        if (!list.isArray() && !list.isMissingNode()) {
            throw in(key).fault("a list belongs here");
        }
        return list;
    }

    /** The exception that says what is wrong here. */
    RuleTestException fault(String what) {
        return new RuleTestException(path + ": " + what);
    }
}
