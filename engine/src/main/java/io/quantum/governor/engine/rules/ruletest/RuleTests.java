package io.quantum.governor.engine.rules.ruletest;

import io.quantum.governor.engine.rules.rulebook.GateRules;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.RuleFile;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rule tests of a rulebook's directory: {@code tests/<stem>.yaml} for each of its rule files. */
public final class RuleTests {
    private static final String FOLDER = "tests";
    private static final String YAML = ".yaml";

    /** A file of the folder that holds no tests. */
    private static final String EQUIVALENT_MUTANTS = "equivalent-mutants.yaml";

    private RuleTests() {}

    /**
     * Reads all tests.
     *
     * @param directory the rulebook's directory, the one that {@link RulebookFiles#read} reads
     * @param rulebook its compiled rules
     * @return every case, in the order of the files' names; at least one for each rule file
     * @throws RuleTestException when a rule file has no tests, a test file has no rule file, or one can't be used
     */
    public static List<RuleTest> read(Path directory, Rulebook rulebook) {
        return of(RulebookTexts.read(directory), rulebook);
    }

    /**
     * As {@link #read}, of texts that were read before.
     *
     * @param rulebook the compiled rules of the same texts
     */
    public static List<RuleTest> of(RulebookTexts texts, Rulebook rulebook) {
        return stream(texts, rulebook).toList();
    }

    /** As {@link #of}, one file after the other: what is wrong in a file is told when it is reached. */
    public static Stream<RuleTest> stream(RulebookTexts texts, Rulebook rulebook) {
        return files(texts, rulebook).flatMap(file -> file.tests().stream());
    }

    /** Those that are asked of the live rulebook too; the others, which have passed before, are not made. */
    public static Stream<RuleTest> canaries(RulebookTexts texts, Rulebook rulebook) {
        return files(texts, rulebook).flatMap(file -> file.canaries().stream());
    }

    private static Stream<TestFile> files(RulebookTexts texts, Rulebook rulebook) {
        SortedMap<String, String> files = texts.tests();
        if (files.isEmpty()) {
            throw new RuleTestException(texts.where() + "/" + FOLDER + ": a folder of rule tests belongs here");
        }
        @Nullable String fixtures = files.remove(Fixtures.FILE);
        files.remove(EQUIVALENT_MUTANTS);
        if (fixtures == null) {
            throw new RuleTestException(
                    FOLDER + "/" + Fixtures.FILE + ": missing; it holds the facts that tests share");
        }
        return files(byStem(files), fixtures, RulebookFiles.of(texts).withRules(), rulebook);
    }

    private static Stream<TestFile> files(
            Map<String, RuleFile> files, String sharedFacts, List<RuleFile> rules, Rulebook rulebook) {
        refuseUnpaired(rules, files);
        Map<String, Part> parts =
                rules.stream().collect(Collectors.toMap(r -> stem(r.path()), r -> Part.of(r.path()), (a, b) -> a));
        Fixtures fixtures = Fixtures.read(sharedFacts, rulebook.kinds());
        Vocabulary vocabulary = Vocabulary.of(rulebook, fixtures, files.keySet());
        return files.entrySet().stream()
                .map(f -> new TestFile(f.getValue(), parts.getOrDefault(f.getKey(), Part.PLAN), vocabulary));
    }

    /**
     * The tests of one file about plans, which uses no shared facts.
     *
     * @param file its path is relative to the folder of tests
     * @throws RuleTestException when it can't be used
     */
    public static List<RuleTest> ofPlans(RuleFile file, Rulebook rulebook) {
        List<String> gates =
                GateRules.of(rulebook).stream().map(GateRules::name).toList();
        return new TestFile(file, Part.PLAN, Vocabulary.of(rulebook, new Fixtures(rulebook.kinds(), Map.of()), gates))
                .tests();
    }

    /** The tests of one rule file first: they are the ones that notice a change of it. */
    public static List<RuleTest> nearestFirst(List<RuleTest> tests, String stem) {
        Map<Boolean, List<RuleTest>> own = tests.stream()
                .collect(Collectors.partitioningBy(t -> stem(t.file()).equals(stem)));
        return Stream.concat(own.getOrDefault(true, List.of()).stream(), own.getOrDefault(false, List.of()).stream())
                .toList();
    }

    /** The test files by their stems. */
    private static Map<String, RuleFile> byStem(Map<String, String> files) {
        return files.entrySet().stream()
                .map(f -> new RuleFile(f.getKey(), f.getValue()))
                .collect(Collectors.toMap(
                        f -> stem(f.path()),
                        f -> f,
                        (one, other) -> {
                            throw new RuleTestException(one.path() + " and " + other.path() + " have the same name");
                        },
                        TreeMap::new));
    }

    private static void refuseUnpaired(List<RuleFile> rules, Map<String, RuleFile> tests) {
        List<String> faults = new ArrayList<>();
        List<String> stems = rules.stream().map(rule -> stem(rule.path())).toList();
        for (RuleFile rule : rules) {
            if (!tests.containsKey(stem(rule.path()))) {
                faults.add(rule.path() + ": no test file; write " + FOLDER + "/" + stem(rule.path()) + YAML);
            }
        }
        for (String stem : tests.keySet()) {
            if (!stems.contains(stem)) {
                faults.add(FOLDER + "/" + stem + YAML + ": no rule file of that name"
                        + KnownKeys.of(stems).hint(stem));
            }
        }
        if (!faults.isEmpty()) {
            throw new RuleTestException(String.join("\n", faults));
        }
    }

    private static String stem(String path) {
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        return name.substring(0, name.lastIndexOf('.'));
    }
}
