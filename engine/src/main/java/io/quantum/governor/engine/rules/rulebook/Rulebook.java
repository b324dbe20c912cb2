package io.quantum.governor.engine.rules.rulebook;

import io.quantum.governor.engine.rules.rulebook.limits.LimitTable;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.conf.KieBaseMutabilityOption;
import org.kie.api.definition.rule.Rule;

/** One compiled version of the risk team's rules; immutable and safe for use by many threads. */
public final class Rulebook {
    private final RulebookManifest manifest;
    private final String digest;
    private final DeclaredTypes types;
    private final FactKinds kinds;
    private final Map<RuleFile, Model> models;
    private final Map<Part, KieBase> bases = new EnumMap<>(Part.class);
    private final Map<Part, List<ThresholdSet>> thresholdSets = new EnumMap<>(Part.class);
    private final LimitTable limits;

    /**
     * @param types what the files declare
     * @param models the rules of each file that has some, which other rulebooks may share
     * @throws RulebookException when a row of limits is for a threshold that does not exist, or does not allow its value
     */
    Rulebook(RulebookFiles files, DeclaredTypes types, Map<RuleFile, Model> models) {
        this.types = types;
        this.kinds = FactKinds.of(types, models.keySet());
        this.manifest = files.manifest();
        this.digest = files.digest();
        this.models = models;
        for (Part part : Part.values()) {
            bases.put(part, base(part, models));
        }
        bases.forEach((part, base) -> thresholdSets.put(part, ThresholdSet.of(base)));
        this.limits = LimitCheck.table(files.limits().rows(), this);
    }

    /** Another rulebook in which one file is different. */
    private Rulebook(Rulebook other, String path, Map<RuleFile, Model> models) {
        this.types = other.types;
        this.kinds = other.kinds;
        this.manifest = other.manifest;
        this.digest = other.digest;
        this.models = models;
        for (Part part : Part.values()) {
            bases.put(part, part.evaluates(path) ? base(part, models) : other.base(part));
        }
        bases.forEach((part, base) -> thresholdSets.put(part, ThresholdSet.of(base)));
        this.limits = other.limits;
    }

    /** The same with other rules in one file. */
    Rulebook with(RuleFile file, Model model) {
        Map<RuleFile, Model> others = new LinkedHashMap<>(models);
        others.put(file, model);
        return new Rulebook(this, file.path(), others);
    }

    private static KieBase base(Part part, Map<RuleFile, Model> models) {
        List<Model> ofPart = models.entrySet().stream()
                .filter(file -> part.evaluates(file.getKey().path()))
                .map(Map.Entry::getValue)
                .toList();
        var configuration = KieServices.get().newKieBaseConfiguration();
        configuration.setOption(KieBaseMutabilityOption.DISABLED);
        return KieBaseBuilder.createKieBaseFromModel(ofPart, configuration);
    }

    public RulebookManifest manifest() {
        return manifest;
    }

    /** The SHA-256 of everything that decides, in hexadecimal. */
    public String digest() {
        return digest;
    }

    /** What its files declare besides thresholds. */
    public DeclaredTypes types() {
        return types;
    }

    /** The kinds of facts that its rules can know. */
    public FactKinds kinds() {
        return kinds;
    }

    /** The compiled rules of a part. */
    public KieBase base(Part part) {
        return Objects.requireNonNull(bases.get(part));
    }

    /** The names of the rules of a part. */
    public List<String> ruleNames(Part part) {
        return base(part).getKiePackages().stream()
                .flatMap(p -> p.getRules().stream())
                .map(Rule::getName)
                .toList();
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

    /** What thresholds are for some symbols, strategies and accounts. */
    public LimitTable limits() {
        return limits;
    }

    /** The files that hold its rules. */
    Set<RuleFile> ruleFiles() {
        return models.keySet();
    }

    /** The thresholds that the rules of a part read. */
    List<ThresholdSet> thresholdSets(Part part) {
        return thresholdSets.getOrDefault(part, List.of());
    }
}
