package io.quantum.governor.engine.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantum.governor.engine.ruletest.RuleTest;
import io.quantum.governor.engine.ruletest.RuleTestRunner;
import io.quantum.governor.engine.ruletest.RuleTests;
import io.quantum.governor.engine.testing.TestRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.kie.api.definition.KiePackage;
import org.kie.api.definition.rule.Rule;

/** Compiled rulebooks on disk: as good as compiled now, and never trusted blindly. */
class KeptRulebooksTest {
    private static final String RULES = """
            package small

            import io.quantum.governor.facts.KillScore

            declare SmallThresholds
                @thresholds
                most : long = 2    @unit("permits") @bounds("0..10") @inclusive("blocks") @env("SMALL_MOST")
            end
            global SmallThresholds smallThresholds

            rule "small: see a score"
            when
                KillScore( score > smallThresholds.most )
            then
            end
            """;

    private final Path directory;

    KeptRulebooksTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void a_rulebook_from_the_directory_is_the_one_that_was_compiled() throws IOException {
        RulebookFiles files = RulebookFiles.read(TestRules.DIRECTORY);
        Rulebook compiled = new KeptRulebooks(directory).rulebook(files);
        Rulebook loaded = loaded(files);
        assertThat(loaded.digest()).isEqualTo(compiled.digest());
        assertThat(loaded.manifest()).isEqualTo(compiled.manifest());
        assertThat(rules(loaded, Part.PLAN)).isNotEmpty();
        for (Part part : Part.values()) {
            assertThat(rules(loaded, part)).isEqualTo(rules(compiled, part));
        }
        assertThat(loaded.thresholdSets()).isNotEmpty().hasSameSizeAs(compiled.thresholdSets());
        for (int i = 0; i < loaded.thresholdSets().size(); i++) {
            ThresholdSet was = compiled.thresholdSets().get(i);
            ThresholdSet is = loaded.thresholdSets().get(i);
            assertThat(is.name()).isEqualTo(was.name());
            assertThat(is.thresholds()).isEqualTo(was.thresholds());
            assertThat(metadata(is)).isEqualTo(metadata(was));
        }
    }

    @Test
    void a_rulebook_from_the_directory_does_what_its_tests_say() throws IOException {
        RulebookFiles files = RulebookFiles.read(TestRules.DIRECTORY);
        new KeptRulebooks(directory).rulebook(files);
        Rulebook loaded = loaded(files);
        try (RuleTestRunner runner = new RuleTestRunner(loaded, ThresholdValues.of(loaded, Map.of()))) {
            List<RuleTest> tests = RuleTests.read(TestRules.DIRECTORY, loaded);
            assertThat(tests)
                    .isNotEmpty()
                    .allSatisfy(test -> assertThat(runner.run(test).failure()).isEmpty());
        }
    }

    @Test
    void one_changed_byte_in_a_rule_file_compiles_anew() throws IOException {
        new KeptRulebooks(directory).rulebook(small(RULES));
        RulebookFiles changed = small(RULES.replace("= 2 ", "= 3 "));
        assertThat(new KeptRulebooks(directory).load(RulebookKey.of(changed), changed))
                .isEmpty();
        assertThat(most(new KeptRulebooks(directory).rulebook(changed))).isEqualTo(3L);
        assertThat(most(loaded(changed))).isEqualTo(3L);
        assertThat(most(loaded(small(RULES)))).isEqualTo(2L);
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                Arguments.of("emptied", damage(bytes -> new byte[0])),
                Arguments.of("cut within its digest", damage(bytes -> Arrays.copyOf(bytes, 20))),
                Arguments.of("cut by a byte", damage(bytes -> Arrays.copyOf(bytes, bytes.length - 1))),
                Arguments.of("changed in one bit", damage(bytes -> {
                    byte[] changed = bytes.clone();
                    changed[changed.length / 2] ^= 1;
                    return changed;
                })));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void a_damaged_file_is_ignored_and_replaced(String name, UnaryOperator<byte[]> damage) throws IOException {
        RulebookFiles files = small(RULES);
        new KeptRulebooks(directory).rulebook(files);
        Path file = onlyFile();
        Files.write(file, damage.apply(Files.readAllBytes(file)));
        assertThat(new KeptRulebooks(directory).load(RulebookKey.of(files), files))
                .isEmpty();
        assertThat(most(new KeptRulebooks(directory).rulebook(files))).isEqualTo(2L);
        assertThat(most(loaded(files))).isEqualTo(2L);
    }

    @Test
    void the_file_of_another_rulebook_is_not_taken_for_this_ones() throws IOException {
        RulebookFiles other = small(RULES.replace("= 2 ", "= 3 "));
        new KeptRulebooks(directory).rulebook(other);
        RulebookFiles files = small(RULES);
        Files.move(onlyFile(), directory.resolve(RulebookKey.of(files) + ".rulebook"));
        assertThat(most(new KeptRulebooks(directory).rulebook(files))).isEqualTo(2L);
    }

    @Test
    void the_file_of_another_user_is_not_used() throws IOException {
        RulebookFiles files = small(RULES);
        new KeptRulebooks(directory).rulebook(files);
        String user = System.getProperty("user.name");
        System.setProperty("user.name", "somebody-else");
        try {
            assertThat(new KeptRulebooks(directory).load(RulebookKey.of(files), files))
                    .isEmpty();
        } finally {
            System.setProperty("user.name", user);
        }
        assertThat(most(loaded(files))).isEqualTo(2L);
    }

    @Test
    void a_directory_that_cant_be_made_is_harmless() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        KeptRulebooks kept = new KeptRulebooks(file.resolve("rulebooks"));
        assertThat(most(kept.rulebook(small(RULES)))).isEqualTo(2L);
    }

    @Test
    void nobody_else_may_read_or_write_what_is_kept() throws IOException {
        new KeptRulebooks(directory).rulebook(small(RULES));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(onlyFile())))
                .isEqualTo("rw-------");
    }

    @Test
    void the_four_newest_files_stay_and_foreign_ones_are_left_alone() throws IOException {
        for (int day = 1; day <= 5; day++) {
            Path old = Files.createFile(directory.resolve("day" + day + ".rulebook"));
            Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2026-01-0" + day + "T00:00:00Z")));
        }
        Files.createFile(directory.resolve("note.txt"));
        RulebookFiles files = small(RULES);
        new KeptRulebooks(directory).rulebook(files);
        assertThat(Arrays.asList(directory.toFile().list()))
                .containsExactlyInAnyOrder(
                        RulebookKey.of(files) + ".rulebook",
                        "day5.rulebook",
                        "day4.rulebook",
                        "day3.rulebook",
                        "note.txt");
    }

    @Test
    void a_wrong_rule_file_is_named_with_its_line_and_nothing_is_kept() {
        RulebookFiles files = small(RULES.replace("when\n", "whenever\n"));
        assertThatThrownBy(() -> new KeptRulebooks(directory).rulebook(files))
                .isInstanceOf(RulebookException.class)
                .hasMessageContaining("small.drl:12: ");
        assertThat(directory).isEmptyDirectory();
    }

    private static RulebookFiles small(String rules) {
        return new RulebookFiles(
                new RulebookManifest("small", "1.0.0", "us", "nothing"), List.of(new RuleFile("small.drl", rules)));
    }

    private static UnaryOperator<byte[]> damage(UnaryOperator<byte[]> damage) {
        return damage;
    }

    private Rulebook loaded(RulebookFiles files) throws IOException {
        return new KeptRulebooks(directory).load(RulebookKey.of(files), files).orElseThrow();
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    private static Object most(Rulebook rulebook) {
        return rulebook.thresholdSets().get(0).thresholds().get(0).value();
    }

    /** Every rule of a part: where it is, what is said of it, and its place among the others. */
    private static List<String> rules(Rulebook rulebook, Part part) {
        return rulebook.base(part).getKiePackages().stream()
                .sorted(Comparator.comparing(KiePackage::getName))
                .flatMap(p -> p.getRules().stream().map(KeptRulebooksTest::described))
                .toList();
    }

    private static String described(Rule rule) {
        return rule.getPackageName() + " " + rule.getName() + " " + rule.getMetaData() + " " + rule.getLoadOrder();
    }

    private static List<Object> metadata(ThresholdSet set) {
        Stream<Object> fields = set.type().getFields().stream().map(f -> Map.of(f.getName(), f.getMetaData()));
        return Stream.concat(Stream.<Object>of(set.type().getMetaData()), fields)
                .toList();
    }
}
