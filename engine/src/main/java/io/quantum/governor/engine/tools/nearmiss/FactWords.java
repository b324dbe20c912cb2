package io.quantum.governor.engine.tools.nearmiss;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.facts.Answer;
import io.quantum.governor.facts.GateResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names that programs use, in the words that people use. Units stand at the end of names. */
public final class FactWords {
    private static final Map<String, String> UNITS = Map.of("sec", " s", "usd", " USD", "base", "");

    private static final String NONE = "none";

    private FactWords() {}

    /** {@code kill score} for {@code KillScore} and {@code killScore}. */
    public static String kind(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /** {@code age} for {@code ageSec}. */
    public static String field(String name) {
        String words = kind(name);
        int space = words.lastIndexOf(' ');
        return space > 0 && UNITS.containsKey(words.substring(space + 1)) ? words.substring(0, space) : words;
    }

    /** {@code " s"} for {@code ageSec}, empty when the name has no unit. */
    public static String unit(String name) {
        String words = kind(name);
        return UNITS.getOrDefault(words.substring(words.lastIndexOf(' ') + 1), "");
    }

    /** That there is none of a kind. Rules conclude what is known under such names, or that it is unknown. */
    static String absent(String kind) {
        String words = kind(kind);
        if (words.startsWith("unknown ")) {
            return "the " + words.substring("unknown ".length()) + " was known";
        }
        return words.startsWith("known ")
                ? "the " + words.substring("known ".length()) + " was not known"
                : words.startsWith("limited by ") ? "the plan was not " + words : "there was no " + words;
    }

    /** A number without an exponent, however large or small. */
    public static String number(double value) {
        return number(BigDecimal.valueOf(value));
    }

    static String number(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    /** Every component of a fact or conclusion that says something: {@code mode enforce, target 1000 USD, age 10 s}. */
    public static String components(Object fact) {
        if (fact instanceof GateResult result) {
            Answer answer = result.answer();
            return (result.gate().name() + " answered " + answer.answer() + " " + answer.reason()).strip();
        }
        return components(Json.MAPPER.<JsonNode>valueToTree(fact));
    }

    /** As {@link #components(Object)}, of a record's JSON. */
    public static String components(JsonNode fact) {
        List<String> said = new ArrayList<>();
        fact.properties().forEach(component -> {
            String value = value(component.getValue());
            if (!value.isEmpty()) {
                String field = field(component.getKey());
                // of a bare unit the value alone is said
                said.add((unit(field).isEmpty() ? field + " " : "")
                        + value
                        + (value.equals(NONE) ? "" : unit(component.getKey())));
            }
        });
        return String.join(", ", said);
    }

    private static String value(JsonNode value) {
        if (value.isNumber()) {
            return number(value.decimalValue());
        }
        if (value.isBoolean()) {
            return value.asBoolean() ? "yes" : "no";
        }
        if (value.isArray()) {
            List<String> elements = new ArrayList<>();
            value.forEach(element -> elements.add(value(element)));
            return elements.isEmpty() ? NONE : String.join(" and ", elements);
        }
        return value.isObject() ? components(value) : value.asText();
    }
}
