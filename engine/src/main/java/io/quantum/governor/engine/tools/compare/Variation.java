package io.quantum.governor.engine.tools.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Other values for one component of one fact at a time.
 *
 * @param numbers tried for every number; for a list as its length, and for each of its members
 * @param limits tried relative to the value that is there
 * @param words tried for every text
 */
record Variation(Set<Double> numbers, List<Limit> limits, Set<String> words) {
    /** Lists in Redis are cut to as many. */
    private static final int LONGEST_LIST = 100;

    private static final long DAY_SEC = 86_400;
    private static final long MINUTE_SEC = 60;
    private static final long DAYS_IN_WEEK = 7;

    /** Every list of facts that differs from the given one in one component, and that facts allow. */
    List<List<Fact>> of(List<Fact> facts, Fields fields) {
        List<List<Fact>> varied = new ArrayList<>();
        for (int place = 0; place < facts.size(); place++) {
            Fact fact = facts.get(place);
            if (fact instanceof Moment moment) {
                moments(varied, facts, place, moment);
                continue;
            }
            ObjectNode tree = Json.MAPPER.valueToTree(fact);
            for (Map.Entry<String, JsonNode> component : tree.properties()) {
                if (fields.has(fact, component.getKey())) {
                    for (JsonNode value : values(component.getValue())) {
                        add(varied, facts, place, tree.deepCopy().set(component.getKey(), value));
                    }
                }
            }
        }
        return varied;
    }

    /** Each number as a minute of the same day, and each day of a week. */
    private void moments(List<List<Fact>> varied, List<Fact> facts, int place, Moment now) {
        long midnight = now.epochSec() - Math.floorMod(now.epochSec(), DAY_SEC);
        Stream<Long> minutes = numbers.stream()
                .filter(n -> n >= 0 && n * MINUTE_SEC < DAY_SEC)
                .map(n -> midnight + (long) Math.floor(n) * MINUTE_SEC);
        Stream<Long> days = LongStream.range(1, DAYS_IN_WEEK)
                .map(day -> now.epochSec() + day * DAY_SEC)
                .boxed();
        Stream.concat(minutes, days).distinct().forEach(second -> {
            List<Fact> copy = new ArrayList<>(facts);
            copy.set(place, new Moment(second));
            varied.add(copy);
        });
    }

    private static void add(List<List<Fact>> varied, List<Fact> facts, int place, JsonNode changed) {
        try {
            List<Fact> copy = new ArrayList<>(facts);
            copy.set(place, Json.MAPPER.treeToValue(changed, facts.get(place).getClass()));
            varied.add(copy);
        } catch (JsonProcessingException e) {
            // a fact that can't be is no probe
        }
    }

    private List<JsonNode> values(JsonNode now) {
        if (now.isTextual()) {
            return words.stream().<JsonNode>map(TextNode::valueOf).toList();
        }
        if (now.isNumber()) {
            return numbers(now.doubleValue())
                    .<JsonNode>map(n ->
                            now.isIntegralNumber() ? LongNode.valueOf((long) Math.floor(n)) : DoubleNode.valueOf(n))
                    .distinct()
                    .toList();
        }
        return now.isArray() ? lists((ArrayNode) now) : List.of();
    }

    private Stream<Double> numbers(double now) {
        return Stream.concat(numbers.stream(), limits.stream().flatMap(limit -> limit.moved(now)))
                .filter(Double::isFinite);
    }

    private List<JsonNode> lists(ArrayNode now) {
        List<JsonNode> lists = new ArrayList<>();
        JsonNode member = now.isEmpty() ? DoubleNode.valueOf(1) : now.get(0);
        if (!member.isNumber()) {
            return lists;
        }
        for (double number : numbers) {
            if (number >= 0 && number <= LONGEST_LIST) {
                ArrayNode list = JsonNodeFactory.instance.arrayNode();
                for (int i = 0; i < (int) number; i++) {
                    list.add(member);
                }
                lists.add(list);
            }
            for (int i = 0; i < now.size(); i++) {
                lists.add(now.deepCopy().set(i, DoubleNode.valueOf(number)));
            }
        }
        return lists;
    }
}
