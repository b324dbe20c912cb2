package io.quantum.governor.lab.sample;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.rules.rulebook.fence.Bounds;
import io.quantum.governor.loaders.declared.About;
import io.quantum.governor.loaders.declared.DeclaredField;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.declared.FactSource.OfRedis;
import java.time.LocalDate;
import java.util.random.RandomGenerator;

/**
 * Declared facts as chance has them, within what their declarations allow.
 *
 * @param symbol the traded pair
 */
record DrawnFacts(RandomGenerator random, String symbol) {
    /** Ages are drawn up to here: what is older than two minutes is seldom fresh. */
    private static final int OLDEST_SEC = 120;

    /** Numbers without bounds are drawn up to here, as shares, scores and rates are. */
    private static final Bounds USUAL = new Bounds(0, 1);

    private static final double WIDEST = 1000;

    /** Names and values in turn. */
    ObjectNode says(Object... said) {
        ObjectNode says = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < said.length; i += 2) {
            says.set((String) said[i], Json.MAPPER.valueToTree(said[i + 1]));
        }
        return says;
    }

    /** Any value for each component. */
    ObjectNode any(FactDeclaration declaration) {
        ObjectNode says = JsonNodeFactory.instance.objectNode();
        for (DeclaredField field : declaration.fields()) {
            if (field.type() == String.class) {
                String[] words = field.of().words();
                says.put(field.name(), words.length == 0 ? "" : words[random.nextInt(words.length)]);
            } else if (field.type() == boolean.class) {
                says.put(field.name(), random.nextBoolean());
            } else if (field.aged()) {
                says.put(field.name(), random.nextInt(OLDEST_SEC));
            } else if (field.type() == long.class) {
                says.put(field.name(), Math.round(number(field)));
            } else {
                says.put(field.name(), number(field));
            }
        }
        return says;
    }

    private double number(DeclaredField field) {
        Bounds bounds = Bounds.parse(field.of().bounds()).orElse(USUAL);
        return bounds.least() + random.nextDouble() * Math.min(WIDEST, bounds.most() - bounds.least());
    }

    /** Where it would be read, for people. */
    String where(FactDeclaration declaration) {
        return declaration.source() instanceof OfRedis redis
                ? redis.key().of(About.symbol(symbol, LocalDate.EPOCH))
                : "sample";
    }
}
