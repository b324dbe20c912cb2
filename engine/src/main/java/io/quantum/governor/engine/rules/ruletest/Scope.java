package io.quantum.governor.engine.rules.ruletest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quantum.governor.engine.rules.rulebook.FactKinds;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.limits.LimitTable;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Moment;
import io.quantum.governor.facts.Plan;
import io.quantum.governor.loaders.redis.PlanDecoder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What holds for all cases of a file, of a test, or for one case; the inner says more than the outer.
 *
 * @param mode the apply mode; empty while nobody has said it
 * @param facts everything but the plan of the case
 * @param thresholds the values, as texts, that differ from the rulebook's
 * @param limits the rows of limits that hold in place of the rulebook's; empty where those hold
 * @param symbol of which an engine is asked; empty while nobody has said it
 * @param canary whether the live rulebook is asked too
 */
record Scope(
        String mode,
        FactTree facts,
        Map<String, String> thresholds,
        Optional<LimitTable> limits,
        String symbol,
        boolean canary) {
    /** Before anything is said. */
    static Scope outermost(FactKinds kinds) {
        return new Scope("", FactTree.empty(kinds), Map.of(), Optional.empty(), "", false);
    }

    static final String CANARY = "canary";

    /** Any of these may stand wherever a scope is said, beside the keys of that place. */
    static final KnownKeys KEYS = KnownKeys.of("mode", "facts", "thresholds", "limits", "drop", "unreadable", CANARY);

    private static final KnownKeys MODES = KnownKeys.of(ApplyMode.NAMES);
    private static final String KILL_SCORE = "killScore";
    private static final KnownKeys PLAN = KnownKeys.componentsOf(Plan.class).and(KILL_SCORE);

    Scope inside(Place place, JsonNode said, Vocabulary vocabulary) {
        if (said.has(CANARY) && !said.path(CANARY).isBoolean()) {
            throw place.in(CANARY).at(said).fault("true or false belongs here");
        }
        if (said.has("mode")) {
            MODES.check(place.at(said.path("mode")), "mode", said.path("mode").asText());
        }
        String of = said.path("symbol").asText(symbol);
        if (!of.isEmpty() && !PlanDecoder.isSymbol(of)) {
            throw place.at(said.path("symbol")).fault("symbol must be 2 to 40 of A-Z 0-9 _");
        }
        return new Scope(
                said.path("mode").asText(mode),
                vocabulary.fixtures().inside(place, facts, said),
                said.has("thresholds")
                        ? changed(
                                place.in("thresholds").at(said.path("thresholds")), said.path("thresholds"), vocabulary)
                        : thresholds,
                said.has("limits")
                        ? Optional.of(
                                vocabulary.limits(place.in("limits").at(said.path("limits")), said.path("limits")))
                        : limits,
                of,
                said.path(CANARY).asBoolean(canary));
    }

    private Map<String, String> changed(Place place, JsonNode said, Vocabulary vocabulary) {
        vocabulary.thresholds().checkMapping(place, said);
        Map<String, String> values = new TreeMap<>(thresholds);
        said.properties().forEach(t -> values.put(t.getKey(), t.getValue().asText()));
        vocabulary.checkThresholds(place, values);
        return values;
    }

    /**
     * The facts for one plan.
     *
     * @param now the moment at which the plan is judged
     * @param plan the components of the plan that differ from the fixture's, and perhaps {@code killScore}
     */
    List<Fact> factsFor(Place place, Instant now, JsonNode plan) {
        if (mode.isEmpty()) {
            throw place.fault("'mode' is not given, neither here nor for the file");
        }
        PLAN.checkMapping(place.in("plan"), plan);
        FactTree tree = facts;
        for (Map.Entry<String, JsonNode> said : plan.properties()) {
            tree = said.getKey().equals(KILL_SCORE)
                    ? tree.with(place, KILL_SCORE, object("score", said.getValue()))
                    : tree.with(place, "plan", object(said.getKey(), said.getValue()));
        }
        List<Fact> made = FactDecoder.facts(place, tree, FactTree.of(tree.kinds(), Part.PLAN));
        made.add(0, new Moment(now.getEpochSecond()));
        made.add(0, new ApplyMode(mode));
        return List.copyOf(made);
    }

    /** The facts for one symbol in a cycle of an engine, and the mode where one is said. */
    List<Fact> factsFor(Place place, Instant now, Part part) {
        List<Fact> made = FactDecoder.facts(place, facts, FactTree.of(facts.kinds(), part));
        made.add(0, new Moment(now.getEpochSecond()));
        if (!mode.isEmpty()) {
            made.add(0, new ApplyMode(mode));
        }
        return List.copyOf(made);
    }

    private static JsonNode object(String key, JsonNode value) {
        return JsonNodeFactory.instance.objectNode().set(key, value);
    }
}
