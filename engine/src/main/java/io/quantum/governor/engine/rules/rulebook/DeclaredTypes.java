package io.quantum.governor.engine.rules.rulebook;

import io.quantum.governor.engine.rules.rulebook.fence.Declarations;
import io.quantum.governor.engine.rules.rulebook.fence.DeclaredRecord;
import io.quantum.governor.engine.rules.rulebook.fence.Fault;
import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import io.quantum.governor.facts.DeclaredConclusion;
import io.quantum.governor.facts.DeclaredFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The records of everything that the files of a rulebook declare besides thresholds. Immutable.
 *
 * <p>Facts are seen by every file that imports them; conclusions only by the file that declares them. What is declared
 * alike in two rulebooks is one and the same record, so that rules which do not change need not be compiled again.
 */
public final class DeclaredTypes {
    private static final Pattern IMPORTED =
            Pattern.compile("(?m)^\\s*import\\s+" + Pattern.quote(DeclaredRecord.FACTS) + "\\.([A-Za-z0-9]+)");

    private final SortedMap<String, Class<?>> facts = new TreeMap<>();
    private final SortedMap<String, String> places = new TreeMap<>();
    private final Map<String, Integer> lines = new TreeMap<>();
    private final Map<String, SortedMap<String, Class<?>>> own = new TreeMap<>();
    private final List<Fault> faults = new ArrayList<>();

    private DeclaredTypes() {}

    /**
     * Finds what files declare; files that declare nothing are not parsed.
     *
     * @param kept where records are kept; empty when they are not
     */
    static DeclaredTypes of(List<RuleFile> files, Optional<KeptRules> kept) {
        DeclaredTypes types = new DeclaredTypes();
        List<RuleFile> declaring =
                files.stream().filter(DeclaredTypes::declares).toList();
        for (RuleFile file : declaring) {
            types.add(
                    file.path(),
                    file.text(),
                    kept.flatMap(k -> k.loadRecords(file)).orElseGet(() -> types.made(file, kept)));
        }
        return types;
    }

    /** As {@link #of(List, Optional)}, of files that were parsed before; what is wrong in them is told. */
    public static DeclaredTypes of(List<ParsedFile> files) {
        DeclaredTypes types = new DeclaredTypes();
        files.stream()
                .filter(f -> f.faults().isEmpty())
                .forEach(f -> types.add(f.path(), f.text(), types.made(f).load()));
        return types;
    }

    static boolean declares(RuleFile file) {
        return file.text().contains("@fact") || file.text().contains("@conclusion");
    }

    private List<Class<?>> made(RuleFile file, Optional<KeptRules> kept) {
        ParsedFile parsed = ParsedFile.of(file.path(), file.text());
        if (!parsed.faults().isEmpty()) {
            // told by whoever compiles it
            return List.of();
        }
        int before = faults.size();
        RecordClasses classes = made(parsed);
        if (faults.size() == before && !classes.isEmpty()) {
            // what is kept is not looked at again, so it is never nothing
            kept.ifPresent(k -> k.keepRecords(file, classes));
        }
        return classes.load();
    }

    private RecordClasses made(ParsedFile parsed) {
        Declarations.Found found = Declarations.of(parsed);
        faults.addAll(found.faults());
        return RecordClasses.compile(found.records());
    }

    private void add(String path, String text, List<Class<?>> types) {
        for (Class<?> type : types) {
            String name = type.getSimpleName();
            if (DeclaredFact.class.isAssignableFrom(type)) {
                String before = places.putIfAbsent(name, path);
                if (before != null && !before.equals(path)) {
                    faults.add(new Fault(
                            path,
                            lineOf(name, text),
                            "",
                            "the fact " + name + " is declared in " + before + " too",
                            "declare it once, in a file below facts/, and import it"));
                    continue;
                }
                facts.put(name, type);
                lines.put(name, lineOf(name, text));
            }
            own.computeIfAbsent(path, p -> new TreeMap<>()).put(name, type);
        }
    }

    private static int lineOf(String name, String text) {
        Pattern declared = Pattern.compile("\\s*declare\\s+" + name + "\\b.*");
        return 1
                + (int) text.lines()
                        .takeWhile(line -> !declared.matcher(line).matches())
                        .count();
    }

    /** What is wrong with declarations. */
    public List<Fault> faults() {
        return List.copyOf(faults);
    }

    /** Every declared fact by its simple name. */
    public Map<String, Class<?>> facts() {
        return facts;
    }

    /** The file that declares a fact, by the fact's simple name. */
    public Map<String, String> places() {
        return places;
    }

    /** The line of that file at which its declaration begins. */
    public int line(String fact) {
        return lines.getOrDefault(fact, 1);
    }

    /** Every declared fact and conclusion. */
    public Stream<Class<?>> records() {
        return own.values().stream().flatMap(ofFile -> ofFile.values().stream());
    }

    /** What a file itself declares, by simple names. */
    public Map<String, Class<?>> own(String path) {
        return own.getOrDefault(path, new TreeMap<>());
    }

    /** The file that declares a conclusion. */
    public String place(Class<?> conclusion) {
        return own.entrySet().stream()
                .filter(file -> file.getValue().containsValue(conclusion))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    /** The record of a declared conclusion, which may have a namesake in another file. */
    public Optional<Class<?>> conclusion(String path, String name) {
        return Optional.<Class<?>>ofNullable(own(path).get(name)).filter(DeclaredConclusion.class::isAssignableFrom);
    }

    /** Everything declared that the rules of a file may name, by full names. */
    Map<String, Class<?>> of(RuleFile file) {
        Map<String, Class<?>> types = new TreeMap<>();
        own(file.path()).values().forEach(type -> types.put(type.getName(), type));
        Matcher imported = IMPORTED.matcher(file.text());
        while (imported.find()) {
            Class<?> type = facts.get(imported.group(1));
            if (type != null) {
                types.put(type.getName(), type);
            }
        }
        return types;
    }
}
