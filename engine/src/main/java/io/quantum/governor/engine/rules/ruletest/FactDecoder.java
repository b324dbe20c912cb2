package io.quantum.governor.engine.rules.ruletest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Plan;
import io.quantum.governor.facts.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the facts of which a test tells. */
final class FactDecoder {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private static final Map<Class<?>, String> WORDS = Map.of(
            double.class, "a number, without quotes",
            long.class, "a whole number, without quotes",
            int.class, "a whole number, without quotes",
            boolean.class, "true or false",
            String.class, "a text");

    private FactDecoder() {}

    /**
     * Makes facts of every kind; as live evaluations have them, a kind that is not there is there as unavailable. A
     * declared fact of which nothing is said is missing.
     *
     * @param kinds the names of the kinds
     * @throws RuleTestException when nothing is said of a kind, or something that can't be
     */
    static List<Fact> facts(Place place, FactTree tree, KnownKeys kinds) {
        List<Fact> facts = new ArrayList<>();
        for (String kind : kinds.words()) {
            String cause = tree.unavailable().getOrDefault(kind, "");
            if (!cause.isEmpty()) {
                facts.add(new Unavailable(kind, cause, "by the test"));
            } else if (tree.given().containsKey(kind)) {
                tree.given().get(kind).forEach(said -> facts.add(fact(place.in(kind), tree, kind, said)));
            } else if (tree.kinds().isDeclared(kind)) {
                facts.add(new Unavailable(kind, Unavailable.MISSING, "nothing is said of it"));
            } else {
                throw place.fault("nothing is said of " + kind + "; give it in the facts, or drop it");
            }
        }
        return facts;
    }

    private static Fact fact(Place place, FactTree tree, String kind, ObjectNode written) {
        ObjectNode said = withDefaults(kind, written);
        for (String component : tree.componentsOf(kind).words()) {
            if (!said.has(component)) {
                throw place.fault("'" + component + "' is not given");
            }
        }
        try {
            return STRICT.treeToValue(said, tree.classOf(kind));
        } catch (JsonProcessingException e) {
            throw place.fault(reason(e));
        }
    }

    /** A plan need not name its strategy and its account. */
    private static ObjectNode withDefaults(String kind, ObjectNode said) {
        return kind.equals(Fact.nameOf(Plan.class))
                ? said.objectNode().put("strategy", "").put("account", "").setAll(said)
                : said;
    }

    /** What the record itself says against a value is all that people need. */
    private static String reason(JsonProcessingException e) {
        if (e.getCause() instanceof IllegalArgumentException byRecord) {
            return String.valueOf(byRecord.getMessage());
        }
        if (e instanceof MismatchedInputException other && !other.getPath().isEmpty()) {
            String name = other.getPath().get(0).getFieldName();
            return "'" + name + "' can't be this; give it "
                    + WORDS.getOrDefault(other.getTargetType(), "another value");
        }
        return e.getOriginalMessage();
    }
}
