package io.quantum.governor.engine.rulebook;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.kie.api.KieBase;

/** One compiled version of the risk team's rules; immutable and safe for use by many threads. */
public final class Rulebook {
    private final RulebookManifest manifest;
    private final String digest;
    private final Map<Part, KieBase> bases;
    private final Map<Part, List<ThresholdSet>> thresholdSets = new EnumMap<>(Part.class);

    Rulebook(RulebookFiles files, Map<Part, KieBase> bases) {
        this.manifest = files.manifest();
        this.digest = files.digest();
        this.bases = bases;
        bases.forEach((part, base) -> thresholdSets.put(part, ThresholdSet.of(base)));
    }

    public RulebookManifest manifest() {
        return manifest;
    }

    /** The SHA-256 of everything that decides, in hexadecimal. */
    public String digest() {
        return digest;
    }

    /** The compiled rules of a part. */
    public KieBase base(Part part) {
        return Objects.requireNonNull(bases.get(part));
    }

    /** The thresholds of every rule file that declares some, each once, by their names. */
    public List<ThresholdSet> thresholdSets() {
        Map<String, ThresholdSet> byName = new TreeMap<>();
        thresholdSets.values().forEach(sets -> sets.forEach(s -> byName.putIfAbsent(s.name(), s)));
        return List.copyOf(byName.values());
    }

    /** Every threshold by its qualified name. */
    public Map<String, Threshold> thresholds() {
        Map<String, Threshold> byName = new TreeMap<>();
        thresholdSets().forEach(set -> set.thresholds().forEach(t -> byName.put(t.name(), t)));
        return byName;
    }

    /** The thresholds that the rules of a part read. */
    List<ThresholdSet> thresholdSets(Part part) {
        return thresholdSets.getOrDefault(part, List.of());
    }
}
