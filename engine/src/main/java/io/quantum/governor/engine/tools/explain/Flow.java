package io.quantum.governor.engine.tools.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Values as people write them in rule tests: YAML on one line, with quotes only where it needs them. */
final class Flow {
    /** A word that YAML takes for nothing but a text: some short words mean true, false or nothing. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{3,}");

    private static final Pattern TAKEN = Pattern.compile("(?i)true|false|null");

    private Flow() {}

    static String of(JsonNode value) {
        List<String> parts = new ArrayList<>();
        if (value.isObject()) {
            value.properties().forEach(field -> parts.add(text(field.getKey()) + ": " + of(field.getValue())));
            return "{" + String.join(", ", parts) + "}";
        }
        if (value.isArray()) {
            value.forEach(element -> parts.add(of(element)));
            return "[" + String.join(", ", parts) + "]";
        }
        return value.isNumber()
                ? value.decimalValue().toPlainString()
                : value.isTextual() ? text(value.asText()) : value.asText();
    }

    static String text(String text) {
        return WORD.matcher(text).matches() && !TAKEN.matcher(text).matches()
                ? text
                // what JSON quotes, YAML understands
                : TextNode.valueOf(text).toString();
    }
}
