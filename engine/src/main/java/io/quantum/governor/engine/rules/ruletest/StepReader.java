package io.quantum.governor.engine.rules.ruletest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.facts.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a plan and what is expected of it.
 *
 * @param vocabulary the names that an expectation may use
 */
record StepReader(Vocabulary vocabulary) {
    private static final KnownKeys SEQUENCE_KEYS = KnownKeys.of("at", "plan", "expect");
    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,9})s");

    /** The steps of a sequence, whose times must not go back. */
    List<Step> sequence(Place place, Scope scope, Instant start, JsonNode test) {
        List<Step> steps = new ArrayList<>();
        long earlier = 0;
        for (JsonNode said : place.list(test, "sequence")) {
            Place inside = place.in("step " + (steps.size() + 1)).at(said);
            SEQUENCE_KEYS.checkMapping(inside, said);
            Matcher at = SECONDS.matcher(said.path("at").asText(""));
            if (!at.matches() || Long.parseLong(at.group(1)) < earlier) {
                throw inside.fault("'at' must be seconds since the test's start, like 10s, and must not go back");
            }
            earlier = Long.parseLong(at.group(1));
            steps.add(step(inside, scope, start, said, earlier));
        }
        if (steps.isEmpty()) {
            throw place.fault("'sequence' has no steps");
        }
        return steps;
    }

    Step step(Place place, Scope scope, Instant start, JsonNode said, long atSec) {
        for (String key : List.of("plan", "expect")) {
            if (!said.has(key)) {
                throw place.fault("'" + key + "' is not given");
            }
        }
        Expectation expectation =
                Expectation.of(place.in("expect").at(said.path("expect")), said.path("expect"), vocabulary);
        List<Fact> facts = scope.factsFor(place, start.plusSeconds(atSec), said.path("plan"));
        return new Step(place.where(), text(said), atSec, facts, expectation);
    }

    /** One symbol's facts and what an engine should conclude from them. */
    Step ofEngine(Place place, Scope scope, Instant now, JsonNode said, Part part) {
        if (!said.has("expect")) {
            throw place.fault("'expect' is not given");
        }
        Expectation expectation = Expectation.of(
                place.in("expect").at(said.path("expect")), said.path("expect"), vocabulary, Subject.of(part));
        return new Step(place.where(), text(said), 0, scope.factsFor(place, now, part), expectation);
    }

    /** What a case says beside what it expects, as it stands in the file. */
    static String text(JsonNode said) {
        ObjectNode shown = said.deepCopy();
        shown.remove(List.of("expect", "name", "canary"));
        return shown.toString().replace("\"", "").replace(",", ", ").replace(":", ": ");
    }
}
