package io.quantum.governor.engine.rules.ruletest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.rules.rulebook.Threshold;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.FieldOf;
import io.quantum.governor.facts.Moment;
import io.quantum.governor.facts.Unavailable;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Plans of all kinds in every mode, made from the fixtures of the rule tests: each fact missing and unreadable, and each
 * of its components at and around every threshold that it could be compared with.
 */
public final class Situations {
    private static final List<String> ACTIONS = List.of("OPEN_PROPOSED", "FULL_CLOSE_PROPOSED");
    private static final Place PLACE = Place.of(Fixtures.FILE, Lines.NONE);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String SECONDS = "s";
    private static final double STEP = 0.0001;
    private static final Instant MIDNIGHT = Instant.parse("2026-01-28T00:00:00Z");
    private static final Instant NOON = Instant.parse("2026-01-28T12:00:00Z");
    private static final int MINUTES_IN_DAY = 1440;
    private static final int DAYS_IN_WEEK = 7;

    /** Many executions say as much as a few more than any limit. */
    private static final int MOST_EXECUTIONS = 50;

    private final SortedSet<Double> ages = new TreeSet<>();
    private final SortedSet<Double> others = new TreeSet<>();
    private final List<Situation> all = new ArrayList<>();

    private Situations() {}

    /**
     * One plan with its facts.
     *
     * @param text what is special about it, for people
     * @param plain whether it is a fixture as it stands, or one without one of its facts
     */
    public record Situation(String text, boolean plain, List<Fact> facts) {}

    /**
     * All plans for one rulebook.
     *
     * @param texts the rulebook's, with the fixtures of its tests
     * @throws RuleTestException when there are no fixtures that can be used
     */
    public static List<Situation> of(RulebookTexts texts, Rulebook rulebook) {
        Situations situations = new Situations();
        rulebook.thresholdSets().forEach(set -> set.thresholds().forEach(situations::remember));
        @Nullable String text = texts.tests().get(Fixtures.FILE);
        if (text == null) {
            throw new RuleTestException("tests/" + Fixtures.FILE + ": missing; it holds the facts that tests share");
        }
        Fixtures fixtures = Fixtures.read(text, rulebook.kinds());
        String first = fixtures.byName().keySet().stream().findFirst().orElse("");
        fixtures.byName().forEach((name, tree) -> {
            if (tree.given().containsKey("plan")) {
                ACTIONS.forEach(action -> situations.vary(
                        name + ", " + action,
                        tree.with(PLACE, "plan", JSON.objectNode().put("action", action)),
                        name.equals(first)));
            }
        });
        return situations.all;
    }

    /** Those that are a fixture as it stands, or one without one of its facts. */
    public static List<Situation> plain(List<Situation> situations) {
        return situations.stream().filter(Situation::plain).toList();
    }

    private void remember(Threshold threshold) {
        if (threshold.value() instanceof Number number) {
            boolean whole = threshold.value() instanceof Long;
            SortedSet<Double> values = threshold.unit().equals(SECONDS) ? ages : others;
            for (int step = -1; step <= 1; step++) {
                values.add(number.doubleValue() + step * (whole ? 1 : STEP));
            }
        }
    }

    /** The boundaries are the same whatever the other facts are, so one fixture is enough for them. */
    private void vary(String text, FactTree tree, boolean boundaries) {
        add(text, true, tree);
        if (boundaries) {
            moments(text, tree);
        }
        for (String kind : FactTree.of(tree.kinds(), Part.PLAN).words()) {
            if (!kind.equals("plan")) {
                add(text + ", " + kind + " missing", true, tree.without(PLACE, kind, Unavailable.MISSING));
                add(text + ", " + kind + " unreadable", true, tree.without(PLACE, kind, Unavailable.UNREADABLE));
            }
            if (!boundaries) {
                continue;
            }
            FactTree given =
                    tree.given().containsKey(kind) ? tree : tree.with(PLACE, kind, blankFact(tree.classOf(kind)));
            for (RecordComponent component : tree.classOf(kind).getRecordComponents()) {
                for (JsonNode value : values(component)) {
                    ObjectNode said = JSON.objectNode().set(component.getName(), value);
                    add(
                            text + ", " + kind + " " + component.getName() + " " + value,
                            false,
                            given.with(PLACE, kind, said));
                }
            }
        }
    }

    private void add(String text, boolean plain, FactTree tree) {
        try {
            List<Fact> facts = FactDecoder.facts(PLACE, tree, FactTree.of(tree.kinds(), Part.PLAN));
            add(text, plain, facts, NOON);
        } catch (RuleTestException e) {
            // a fact that refuses a value never has it in production either
            return;
        }
    }

    private void add(String text, boolean plain, List<Fact> facts, Instant now) {
        for (String mode : ApplyMode.NAMES) {
            List<Fact> inMode = new ArrayList<>(facts);
            inMode.add(0, new Moment(now.getEpochSecond()));
            inMode.add(0, new ApplyMode(mode));
            all.add(new Situation(text + ", in " + mode, plain, inMode));
        }
    }

    /** Each minute beside a limit, and each day of the week. */
    private void moments(String text, FactTree tree) {
        List<Fact> facts = FactDecoder.facts(PLACE, tree, FactTree.of(tree.kinds(), Part.PLAN));
        others.stream()
                .filter(n -> n == Math.rint(n) && n >= 0 && n < MINUTES_IN_DAY)
                .map(minute -> MIDNIGHT.plus(Duration.ofMinutes(minute.longValue())))
                .forEach(moment -> add(text + ", at " + moment, false, facts, moment));
        for (int day = 1; day < DAYS_IN_WEEK; day++) {
            Instant moment = NOON.plus(Duration.ofDays(day));
            add(text + ", at " + moment, false, facts, moment);
        }
    }

    /** A fact of which the fixture says nothing. */
    private static ObjectNode blankFact(Class<? extends Fact> kind) {
        ObjectNode blank = JSON.objectNode();
        for (RecordComponent component : kind.getRecordComponents()) {
            List<String> words = words(component);
            JsonNode value = words.isEmpty() ? blank(component.getType()) : JSON.textNode(words.get(0));
            blank.setAll(JSON.objectNode().<ObjectNode>set(component.getName(), value));
        }
        return blank;
    }

    /** The texts that a component of a declared fact allows; none when it allows any. */
    private static List<String> words(RecordComponent component) {
        @Nullable FieldOf declared = component.getAnnotation(FieldOf.class);
        return declared == null ? List.of() : List.of(declared.words());
    }

    private static JsonNode blank(Class<?> type) {
        if (type == String.class) {
            return JSON.textNode("");
        }
        if (type == boolean.class) {
            return JSON.booleanNode(false);
        }
        if (type == double.class) {
            return JSON.numberNode(1.0);
        }
        return type == int.class || type == long.class ? JSON.numberNode(1) : JSON.arrayNode();
    }

    private List<JsonNode> values(RecordComponent component) {
        Class<?> type = component.getType();
        List<JsonNode> values = new ArrayList<>();
        SortedSet<Double> numbers = component.getName().endsWith("Sec") ? ages : others;
        if (type == boolean.class) {
            values.addAll(List.of(JSON.booleanNode(true), JSON.booleanNode(false)));
        } else if (type == String.class && !component.getName().equals("source")) {
            List<String> words = words(component);
            (words.isEmpty() ? List.of("other") : words).forEach(word -> values.add(JSON.textNode(word)));
        } else if (type == double.class) {
            numbers.forEach(n -> values.add(JSON.numberNode(n)));
        } else if (type == long.class || type == int.class) {
            numbers.stream().filter(n -> n == Math.rint(n)).forEach(n -> values.add(JSON.numberNode(n.longValue())));
        } else if (type == List.class) {
            others.stream()
                    .filter(n -> n == Math.rint(n) && n >= 0 && n <= MOST_EXECUTIONS)
                    .forEach(n -> values.add(ones(n.intValue())));
        }
        return values;
    }

    private static JsonNode ones(int length) {
        var list = JSON.arrayNode();
        for (int i = 0; i < length; i++) {
            list.add(1);
        }
        return list;
    }
}
