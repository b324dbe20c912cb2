package io.quantum.governor.engine.record.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.rules.rulebook.GateRules;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.Sha256;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.engine.rules.rulebook.fence.FactTypes;
import io.quantum.governor.engine.rules.rulebook.limits.LimitRow;
import io.quantum.governor.facts.Fact;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What all records have in common that one version of the rules makes with one set of thresholds: the thresholds, and the
 * names of rules, gates, facts and rows of limits. Such records name their frame by its id, and what is in it by its place in
 * the frame's lists. Immutable.
 */
public final class Frame {
    /** What stands for the outcome of a decision in the record of a frame. */
    public static final String OUTCOME = "FRAME";

    private static final String RULEBOOK = "rulebook";
    private static final int ID_LENGTH = 24;

    private final String id;
    private final ObjectNode all;

    private Frame(ObjectNode all) {
        this.all = all;
        this.id = Sha256.hex(Json.bytes(all)).substring(0, ID_LENGTH);
    }

    /** Of rules that are to decide with thresholds. */
    static Frame of(Rulebook rulebook, ThresholdValues thresholds) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(
                RULEBOOK,
                new TreeMap<>(Map.of(
                        "name", rulebook.manifest().name(),
                        "version", rulebook.manifest().version(),
                        "digest", rulebook.digest(),
                        "thresholds", new TreeMap<>(thresholds.values()),
                        "overrides", List.copyOf(thresholds.overrides()))));
        SortedMap<String, String> units = new TreeMap<>();
        rulebook.thresholds().forEach((name, threshold) -> units.put(name, threshold.unit()));
        all.put("units", units);
        all.put("limits", limits(thresholds.limits().rows()));
        all.put(
                "gates",
                GateRules.of(rulebook).stream()
                        .map(gate -> new TreeMap<>(
                                Map.of("gate", gate.number(), "name", gate.name(), "owner", gate.owner())))
                        .toList());
        all.put("rules", ruleNames(rulebook));
        all.put("kinds", kinds(rulebook));
        return new Frame(Json.MAPPER.valueToTree(all));
    }

    private static List<Map<String, Object>> limits(List<LimitRow> rows) {
        List<Map<String, Object>> all = new ArrayList<>(rows.size());
        for (LimitRow row : rows) {
            Map<String, Object> limit = new LinkedHashMap<>();
            limit.put("threshold", row.threshold());
            limit.put("value", row.value());
            limit.put("row", row.scope().toString());
            all.add(limit);
        }
        return all;
    }

    private static SortedSet<String> ruleNames(Rulebook rulebook) {
        SortedSet<String> names = new TreeSet<>();
        for (Part part : List.of(Part.PLAN, Part.DISARM)) {
            names.addAll(rulebook.ruleNames(part));
        }
        return names;
    }

    /**
     * A kind is the list of its name and those of its components. Two files may each conclude something of one name: if they
     * differ, records write them out.
     */
    private static List<List<String>> kinds(Rulebook rulebook) {
        SortedMap<String, List<String>> kinds = new TreeMap<>();
        Set<String> ambiguous = new HashSet<>();
        Stream.concat(FactTypes.records(), rulebook.types().records()).forEach(type -> {
            List<String> kind = new ArrayList<>(List.of(nameOf(type)));
            Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getName)
                    .forEach(kind::add);
            List<String> namesake = kinds.put(nameOf(type), kind);
            if (namesake != null && !namesake.equals(kind)) {
                ambiguous.add(nameOf(type));
            }
        });
        kinds.keySet().removeAll(ambiguous);
        return List.copyOf(kinds.values());
    }

    /** Under which name facts and conclusions of a type stand in records. */
    static String nameOf(Class<?> type) {
        return Fact.class.isAssignableFrom(type) ? Fact.nameOf(type.asSubclass(Fact.class)) : type.getSimpleName();
    }

    /** What {@link #json()} wrote. */
    public static Frame parse(byte[] json) {
        return new Frame((ObjectNode) RecordReader.parse(json));
    }

    /** Reads the frame out of its record. */
    public static Frame ofRecord(byte[] json) {
        JsonNode record = RecordReader.tree(json);
        ObjectNode all = Json.MAPPER.createObjectNode().set(RULEBOOK, record.path(RULEBOOK));
        record.path("names").properties().forEach(entry -> all.set(entry.getKey(), entry.getValue()));
        return new Frame(all);
    }

    /** With what its digest begins. */
    public String id() {
        return id;
    }

    /** {@code {"rulebook","units","limits","gates","rules","kinds"}}. */
    public byte[] json() {
        return Json.bytes(all);
    }

    /**
     * Its record.
     *
     * @param at when
     */
    public byte[] record(Instant at) {
        ObjectNode names = all.deepCopy();
        names.remove(RULEBOOK);
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("schema", RecordReader.WHOLE);
        record.put("at", at.toString());
        record.put("outcome", OUTCOME);
        record.put("frame", id);
        record.put("names", names);
        record.put(RULEBOOK, rulebook());
        return Json.bytes(record);
    }

    /** {@code {"name","version","digest","thresholds","overrides"}}. */
    JsonNode rulebook() {
        return all.path(RULEBOOK);
    }

    /** Rows of limits: {@code {"threshold","value","row"}} each. */
    JsonNode limits() {
        return all.path("limits");
    }

    /** Gates: {@code {"gate","name","owner"}} each. */
    JsonNode gates() {
        return all.path("gates");
    }

    /** Names of rules. */
    JsonNode rules() {
        return all.path("rules");
    }

    /** Kinds of facts and conclusions: a list of the kind's name and those of its components each. */
    JsonNode kinds() {
        return all.path("kinds");
    }
}
