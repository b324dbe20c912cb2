package io.quantum.governor.engine.ruletest;

import io.quantum.governor.engine.rulebook.Part;
import io.quantum.governor.engine.rulebook.RuleFile;
import io.quantum.governor.engine.rulebook.Rulebook;
import io.quantum.governor.engine.rulebook.RulebookFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rule tests of a rulebook's directory: {@code tests/<stem>.yaml} for each of its rule files. */
public final class RuleTests {
    private static final String FOLDER = "tests";
    private static final String YAML = ".yaml";

    /** Files of the folder that hold no tests. */
    private static final Set<String> NO_TESTS = Set.of(Fixtures.FILE, "equivalent-mutants.yaml");

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
        Path folder = directory.resolve(FOLDER);
        Map<String, Path> files = testFiles(folder);
        List<RuleFile> rules = RulebookFiles.read(directory).files();
        refuseUnpaired(rules, files);
        Map<String, Part> parts =
                rules.stream().collect(Collectors.toMap(r -> stem(r.path()), r -> Part.of(r.path()), (a, b) -> a));
        Fixtures fixtures = Fixtures.read(folder.resolve(Fixtures.FILE));
        Vocabulary vocabulary = Vocabulary.of(rulebook, fixtures, files.keySet());
        return files.entrySet().stream()
                .flatMap(f -> new TestFile(
                                f.getValue(),
                                relative(folder, f.getValue()),
                                parts.getOrDefault(f.getKey(), Part.PLAN),
                                vocabulary)
                        .tests().stream())
                .toList();
    }

    /** The tests of one rule file first: they are the ones that notice a change of it. */
    public static List<RuleTest> nearestFirst(List<RuleTest> tests, String stem) {
        Map<Boolean, List<RuleTest>> own = tests.stream()
                .collect(Collectors.partitioningBy(t -> stem(t.file()).equals(stem)));
        return Stream.concat(own.getOrDefault(true, List.of()).stream(), own.getOrDefault(false, List.of()).stream())
                .toList();
    }

    /** The test files by their stems. */
    private static Map<String, Path> testFiles(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(p -> p.toString().endsWith(YAML))
                    .filter(p -> !NO_TESTS.contains(relative(folder, p)))
                    .collect(Collectors.toMap(
                            p -> stem(p.toString()),
                            p -> p,
                            (one, other) -> {
                                throw new RuleTestException(one + " and " + other + " have the same name");
                            },
                            TreeMap::new));
        } catch (IOException e) {
            throw new RuleTestException(folder + ": a folder of rule tests belongs here (" + e + ")");
        }
    }

    private static void refuseUnpaired(List<RuleFile> rules, Map<String, Path> tests) {
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

    private static String relative(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }
}
