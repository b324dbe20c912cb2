package io.quantum.governor.engine.rules.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import io.quantum.governor.engine.rules.ruletest.RuleTest;
import io.quantum.governor.engine.rules.ruletest.RuleTestRunner;
import io.quantum.governor.engine.rules.ruletest.RuleTests;
import io.quantum.governor.engine.testing.TestRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.drools.model.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.kie.api.definition.KiePackage;
import org.kie.api.definition.rule.Rule;

/** Compiled rule files on disk: as good as compiled now, and never trusted blindly. */
class KeptRulesTest {
    private static final RuleUnit RULES = unit("""
            package small

            import io.quantum.governor.facts.MarkPrice

            declare SmallThresholds
                @thresholds
                most : long = 2    @unit("permits") @bounds("0..10") @inclusive("blocks") @env("SMALL_MOST")
            end
            global SmallThresholds smallThresholds

            rule "small: see a price"
            when
                MarkPrice( usd > smallThresholds.most )
            then
            end
            """);

    private static final RuleFile VENUE = new RuleFile("facts/venue.drl", """
            package governor.facts.venue

            declare VenueHealth
                @fact( "redis hash quantum:venue:{symbol}" ) @version("1.0.0") @owner("us")
                score : double    @bounds("0..1")
            end
            """);
    private static final RuleFile SEES_A_VENUE = new RuleFile("small.drl", """
            package small

            import governor.facts.VenueHealth

            rule "small: see a venue"
            when
                VenueHealth( score > 0 )
            then
            end
            """);

    private final Path directory;
    private final KeptRules kept;

    KeptRulesTest(@TempDir Path directory) {
        this.directory = directory;
        this.kept = new KeptRules(directory);
    }

    @Test
    void a_rulebook_from_the_directory_is_the_one_that_was_compiled() {
        RulebookFiles files = RulebookFiles.read(TestRules.DIRECTORY);
        Rulebook compiled = TestRules.with(Map.of()).rulebook();
        Rulebook loaded = keptAndLoaded(files);
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
        try (RuleTestRunner runner = new RuleTestRunner(loaded, ThresholdValues.of(loaded, Map.of()))) {
            List<RuleTest> tests = RuleTests.read(TestRules.DIRECTORY, loaded);
            assertThat(tests)
                    .isNotEmpty()
                    .allSatisfy(test -> assertThat(runner.run(test).failure()).isEmpty());
        }
    }

    @Test
    void what_is_compiled_is_kept() {
        Rulebook compiled = RulebookCompiler.compile(small(most(4)), Optional.of(kept));
        assertThat(most(compiled)).isEqualTo(4L);
        assertThat(kept.load(most(4))).isPresent();
    }

    @Test
    void what_is_kept_is_not_compiled() {
        // nobody can compile it, but it is kept
        RuleUnit broken = unit("rule nobody can compile");
        kept.keep(Map.of(broken, classes(RULES)));
        assertThat(most(RulebookCompiler.compile(small(broken), Optional.of(kept))))
                .isEqualTo(2L);
    }

    @Test
    void one_changed_byte_in_a_rule_file_is_another_file() {
        kept.keep(Map.of(RULES, classes(RULES)));
        assertThat(kept.load(RULES)).isPresent();
        assertThat(kept.load(most(3))).isEmpty();
        assertThat(kept.load(new RuleUnit(new RuleFile("other.drl", text(RULES)), Map.of())))
                .isEmpty();
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
        RuleClasses classes = classes(RULES);
        kept.keep(Map.of(RULES, classes));
        Path file = onlyFile();
        Files.write(file, damage.apply(Files.readAllBytes(file)));
        assertThat(kept.load(RULES)).isEmpty();
        kept.keep(Map.of(RULES, classes));
        assertThat(kept.load(RULES)).isPresent();
    }

    @Test
    void the_file_of_other_rules_is_not_taken_for_these() throws IOException {
        kept.keep(Map.of(most(3), classes(most(3))));
        Files.move(onlyFile(), directory.resolve(RuleFileKey.of(RULES) + ".rules"));
        assertThat(kept.load(RULES)).isEmpty();
    }

    @Test
    void the_file_of_another_user_is_not_used() {
        kept.keep(Map.of(RULES, classes(RULES)));
        String user = System.getProperty("user.name");
        System.setProperty("user.name", "somebody-else");
        try {
            assertThat(kept.load(RULES)).isEmpty();
        } finally {
            System.setProperty("user.name", user);
        }
        assertThat(kept.load(RULES)).isPresent();
    }

    @Test
    void a_directory_that_cant_be_made_is_harmless() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        KeptRules nowhere = new KeptRules(file.resolve("rulebooks"));
        assertThat(most(RulebookCompiler.compile(small(most(5)), Optional.of(nowhere))))
                .isEqualTo(5L);
    }

    @Test
    void the_records_of_what_a_file_declares_are_kept_beside_its_rules() throws IOException {
        RulebookFiles files = small(List.of(VENUE, SEES_A_VENUE));
        Rulebook compiled = RulebookCompiler.compile(files, Optional.of(kept));

        assertThat(Arrays.asList(directory.toFile().list())).hasSize(2);
        assertThat(kept.loadRecords(VENUE))
                .hasValueSatisfying(records -> assertThat(records)
                        .containsExactlyElementsOf(compiled.types().facts().values()));
        assertThat(kept.loadRecords(new RuleFile(VENUE.path(), VENUE.text() + "\n")))
                .isEmpty();
    }

    @Test
    void rules_that_name_another_record_are_others() {
        RuleFile longer = new RuleFile(VENUE.path(), VENUE.text().replace("0..1", "0..2"));
        RulebookCompiler.compile(small(List.of(VENUE, SEES_A_VENUE)), Optional.of(kept));

        RuleUnit same = RuleUnit.of(SEES_A_VENUE, DeclaredTypes.of(List.of(VENUE), Optional.empty()));
        RuleUnit other = RuleUnit.of(SEES_A_VENUE, DeclaredTypes.of(List.of(longer), Optional.empty()));
        assertThat(kept.load(same)).isPresent();
        assertThat(kept.load(other)).isEmpty();
    }

    @Test
    void a_mistake_in_a_declaration_is_told_again_when_the_others_of_the_file_are_kept() {
        String other = VENUE.text().substring(VENUE.text().indexOf("declare"));
        RuleFile wrong = new RuleFile(
                VENUE.path(),
                VENUE.text() + other.replace("VenueHealth", "Other").replace(": double", ": int"));
        RulebookFiles files = small(List.of(wrong));
        for (int again = 0; again < 2; again++) {
            assertThatThrownBy(() -> RulebookCompiler.compile(files, Optional.of(kept)))
                    .isInstanceOf(RulebookException.class)
                    .hasMessageContaining("score is a int");
        }
    }

    @Test
    void nobody_else_may_read_or_write_what_is_kept() throws IOException {
        kept.keep(Map.of(RULES, classes(RULES)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(onlyFile())))
                .isEqualTo("rw-------");
    }

    @Test
    void the_newest_files_stay_and_foreign_ones_are_left_alone() throws IOException {
        for (int minute = 0; minute < 802; minute++) {
            Path old = Files.createFile(directory.resolve("minute" + minute + ".rules"));
            Instant when = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * minute);
            Files.setLastModifiedTime(old, FileTime.from(when));
        }
        Files.createFile(directory.resolve("note.txt"));
        kept.keep(Map.of());
        assertThat(Arrays.asList(directory.toFile().list()))
                .hasSize(801)
                .contains("minute801.rules", "minute2.rules", "note.txt")
                .doesNotContain("minute1.rules", "minute0.rules");
    }

    @Test
    void a_wrong_rule_file_is_named_with_its_line_and_nothing_is_kept() {
        RuleUnit wrong = unit(text(RULES).replace("when\n", "whenever\n"));
        assertThatThrownBy(() -> RulebookCompiler.compile(small(wrong), Optional.of(kept)))
                .isInstanceOf(RulebookException.class)
                .hasMessageContaining("small.drl:12: ");
        assertThat(directory).isEmptyDirectory();
    }

    /** Rules that name no declared fact. */
    private static RuleUnit unit(String text) {
        return new RuleUnit(new RuleFile("small.drl", text), Map.of());
    }

    private static String text(RuleUnit rules) {
        return rules.file().text();
    }

    private static RuleUnit most(long most) {
        return unit(text(RULES).replace("= 2 ", "= " + most + " "));
    }

    private static RulebookFiles small(RuleUnit rules) {
        return small(List.of(rules.file()));
    }

    private static RulebookFiles small(List<RuleFile> files) {
        return new RulebookFiles(new RulebookManifest("small", "1.0.0", "us", "nothing"), files);
    }

    private static RuleClasses classes(RuleUnit rules) {
        return classes(small(rules), rules.file());
    }

    private static RuleClasses classes(RulebookFiles files, RuleFile file) {
        return Objects.requireNonNull(RulebookCompiler.build(
                        List.of(file),
                        List.of(ParsedFile.of(file.path(), file.text())),
                        RulebookCompiler.declared(files.files()))
                .get(file));
    }

    private static UnaryOperator<byte[]> damage(UnaryOperator<byte[]> damage) {
        return damage;
    }

    private Rulebook keptAndLoaded(RulebookFiles files) {
        DeclaredTypes types = DeclaredTypes.of(files.files(), Optional.empty());
        List<RuleFile> withRules = files.withRules();
        Map<RuleFile, RuleClasses> built = RulebookCompiler.build(
                withRules,
                withRules.stream().map(f -> ParsedFile.of(f.path(), f.text())).toList(),
                RulebookCompiler.declared(files.files()));
        Map<RuleUnit, RuleClasses> classes = new LinkedHashMap<>();
        built.forEach((file, made) -> classes.put(RuleUnit.of(file, types), made));
        kept.keep(classes);
        Map<RuleFile, Model> models = new LinkedHashMap<>();
        classes.keySet().forEach(unit -> models.put(unit.file(), kept.load(unit).orElseThrow()));
        return new Rulebook(files, types, models);
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
                .flatMap(p -> p.getRules().stream().map(KeptRulesTest::described))
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
