package io.quantum.governor.engine.rules.rulebook;

import io.quantum.governor.engine.rules.rulebook.fence.Remarks;
import io.quantum.governor.facts.CycleFact;
import io.quantum.governor.facts.DeclaredFact;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.loaders.declared.FactDeclaration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The kinds of facts that the rules of a rulebook can know: those that every rulebook has, and those that it declares. Of
 * the latter a part is given those that its rules name. Immutable.
 */
public final class FactKinds {
    /** A gate may be called like a fact; only here a text means the fact. */
    private static final Pattern UNAVAILABLE =
            Pattern.compile("\\bUnavailable\\s*\\([^()]*+(?:\\([^()]*+\\)[^()]*+)*+\\)");

    private final SortedMap<String, Class<? extends Fact>> all = new TreeMap<>();
    private final Map<Part, SortedMap<String, Class<? extends Fact>>> ofParts = new EnumMap<>(Part.class);
    private final Map<Part, List<FactDeclaration>> declared = new EnumMap<>(Part.class);

    private FactKinds() {}

    /** @param files those that hold rules */
    static FactKinds of(DeclaredTypes types, Collection<RuleFile> files) {
        FactKinds kinds = new FactKinds();
        kinds.all.putAll(Fact.KINDS);
        kinds.all.putAll(CycleFact.KINDS);
        types.facts().values().forEach(type -> kinds.all.put(name(type), type.asSubclass(Fact.class)));
        Map<RuleFile, String> texts = new LinkedHashMap<>();
        files.forEach(file -> texts.put(file, Remarks.without(file.text())));
        for (Part part : Part.values()) {
            kinds.add(
                    part,
                    types,
                    texts.entrySet().stream()
                            .filter(file -> part.evaluates(file.getKey().path()))
                            .map(Map.Entry::getValue)
                            .toList());
        }
        return kinds;
    }

    /** @param texts of the files of the part, without remarks */
    private void add(Part part, DeclaredTypes types, List<String> texts) {
        SortedMap<String, Class<? extends Fact>> kinds = new TreeMap<>();
        GivenFacts.kinds(part).forEach(kind -> kinds.put(Fact.nameOf(kind), kind));
        List<FactDeclaration> named = new ArrayList<>();
        types.facts().forEach((name, type) -> {
            if (GivenFacts.mayBeDeclared(part) && texts.stream().anyMatch(text -> names(text, type))) {
                kinds.put(name(type), type.asSubclass(Fact.class));
                named.add(FactDeclaration.of(type.asSubclass(DeclaredFact.class)));
            }
        });
        ofParts.put(part, kinds);
        declared.put(part, List.copyOf(named));
    }

    /** Whether a file names a fact, by a pattern or by {@code Unavailable( fact == "..." )}. */
    public static boolean names(RuleFile file, Class<?> type) {
        return names(Remarks.without(file.text()), type);
    }

    private static boolean names(String rules, Class<?> type) {
        String fact = name(type);
        return Pattern.compile("\\b" + type.getSimpleName() + "\\s*\\(")
                        .matcher(rules)
                        .find()
                || UNAVAILABLE
                        .matcher(rules)
                        .results()
                        .anyMatch(asked -> asked.group().contains("\"" + fact + "\"")
                                || asked.group().contains("'" + fact + "'"));
    }

    private static String name(Class<?> type) {
        return Fact.nameOf(type.asSubclass(Fact.class));
    }

    /** Every kind by its name, whether a rule names it or not. */
    public Map<String, Class<? extends Fact>> all() {
        return all;
    }

    /** The kind of a name. */
    public Optional<Class<? extends Fact>> named(String name) {
        return Optional.ofNullable(all.get(name));
    }

    /** The names of what the rules of a part are given, each as a fact or as unavailable. */
    public SortedSet<String> of(Part part) {
        return new TreeSet<>(kinds(part).keySet());
    }

    /** Whether the rules of a part are given this kind. */
    public boolean isGiven(Part part, String name) {
        return kinds(part).containsKey(name);
    }

    private SortedMap<String, Class<? extends Fact>> kinds(Part part) {
        return ofParts.getOrDefault(part, new TreeMap<>());
    }

    /** The declared facts that the rules of a part name, in alphabetical order. */
    public List<FactDeclaration> declared(Part part) {
        return declared.getOrDefault(part, List.of());
    }

    /** Whether the rules of any part are given this kind. */
    public boolean isNamed(String name) {
        return ofParts.values().stream().anyMatch(kinds -> kinds.containsKey(name));
    }

    /** Whether a rulebook declares it, so that a test need not speak of it. */
    public boolean isDeclared(String name) {
        return named(name).filter(DeclaredFact.class::isAssignableFrom).isPresent();
    }
}
