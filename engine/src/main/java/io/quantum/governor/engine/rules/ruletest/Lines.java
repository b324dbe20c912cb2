package io.quantum.governor.engine.rules.ruletest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.IdentityHashMap;

/** On which line each part of a YAML file stands. A part that was copied or laid over another one stands nowhere. */
final class Lines {
    static final Lines NONE = new Lines();

    private final IdentityHashMap<JsonNode, Integer> numbers = new IdentityHashMap<>();

    /** The line of a part, counted from 1; another one when it is not known. */
    int of(JsonNode part, int otherwise) {
        return numbers.getOrDefault(part, otherwise);
    }

    /** Makes the parts that a parser comes upon, and remembers where it was then. */
    JsonNodeFactory factory(JsonParser parser) {
        return new Remembering(this, parser);
    }

    private <T extends JsonNode> T add(JsonParser parser, T part) {
        numbers.put(part, parser.currentTokenLocation().getLineNr());
        return part;
    }

    /** Never gives the same number or text twice, as Jackson's own factory does. */
    private static final class Remembering extends JsonNodeFactory {
        private static final long serialVersionUID = 1L;

        private final transient Lines lines;
        private final transient JsonParser parser;

        Remembering(Lines lines, JsonParser parser) {
            this.lines = lines;
            this.parser = parser;
        }

        @Override
        public ObjectNode objectNode() {
            return lines.add(parser, super.objectNode());
        }

        @Override
        public ArrayNode arrayNode() {
            return lines.add(parser, super.arrayNode());
        }

        @Override
        public TextNode textNode(String text) {
            return lines.add(parser, new TextNode(text));
        }

        @Override
        public NumericNode numberNode(int number) {
            return lines.add(parser, new IntNode(number));
        }

        @Override
        public NumericNode numberNode(double number) {
            return lines.add(parser, new DoubleNode(number));
        }
    }
}
