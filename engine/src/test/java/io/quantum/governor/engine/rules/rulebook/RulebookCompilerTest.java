package io.quantum.governor.engine.rules.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantum.governor.engine.testing.TestRules;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kie.api.definition.type.FactType;

/** What is compiled when a rulebook in memory has some of the files already. */
class RulebookCompilerTest {
    private static final String CHANGED = "gates/kill-score.drl";
    private static final Rulebook BEFORE = TestRules.with(Map.of()).rulebook();

    @Test
    void only_the_file_that_changed_has_new_classes() {
        Rulebook now = RulebookCompiler.compile(changed());
        assertThat(loader(now, "KillScoreThresholds")).isNotSameAs(loader(BEFORE, "KillScoreThresholds"));
        assertThat(loader(now, "BurstThresholds")).isSameAs(loader(BEFORE, "BurstThresholds"));
    }

    @Test
    void the_rulebook_before_keeps_its_own_values() {
        Rulebook now = RulebookCompiler.compile(changed());
        assertThat(now.digest()).isNotEqualTo(BEFORE.digest());
        assertThat(critical(now)).isEqualTo(0.77);
        assertThat(critical(BEFORE)).isEqualTo(0.8);
    }

    @Test
    void a_new_file_of_a_package_that_is_compiled_already_is_refused() {
        RuleFile known = file(RulebookFiles.read(TestRules.DIRECTORY), "intake.drl");
        RulebookFiles both = new RulebookFiles(
                BEFORE.manifest(), List.of(new RuleFile("in-take.drl", known.text() + "\n// new"), known));
        assertThatThrownBy(() -> RulebookCompiler.compile(both))
                .isInstanceOf(RulebookException.class)
                .hasMessageContaining("intake.drl:1: its package is that of in-take.drl");
    }

    @Test
    void two_files_of_one_package_are_refused() {
        RuleFile one = file(RulebookFiles.read(TestRules.DIRECTORY), "gates/burst.drl");
        RulebookFiles both = new RulebookFiles(
                BEFORE.manifest(),
                List.of(
                        new RuleFile("a/burst.drl", one.text() + "\n// a"),
                        new RuleFile("b/burst.drl", one.text() + "\n// b")));
        assertThatThrownBy(() -> RulebookCompiler.compile(both))
                .isInstanceOf(RulebookException.class)
                .hasMessageContaining("b/burst.drl:1: its package is that of a/burst.drl");
    }

    @Test
    void two_rulebooks_are_compiled_at_a_time() {
        assertThat(IntStream.range(0, 3)
                        .parallel()
                        .mapToObj(i -> RulebookCompiler.compile(all("// " + i)).digest())
                        .distinct())
                .hasSize(3);
    }

    /** All files changed, without a change of what they say. */
    private static RulebookFiles all(String remark) {
        RulebookFiles files = RulebookFiles.read(TestRules.DIRECTORY);
        return new RulebookFiles(
                files.manifest(),
                files.files().stream()
                        .map(f -> new RuleFile(f.path(), f.text() + remark + "\n"))
                        .toList());
    }

    private static RulebookFiles changed() {
        RulebookFiles files = RulebookFiles.read(TestRules.DIRECTORY);
        return new RulebookFiles(
                files.manifest(),
                files.files().stream()
                        .map(f -> f.path().equals(CHANGED)
                                ? new RuleFile(f.path(), f.text().replaceFirst("= 0\\.8 ", "= 0.77 "))
                                : f)
                        .toList());
    }

    private static RuleFile file(RulebookFiles files, String path) {
        return files.files().stream()
                .filter(f -> f.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static Object critical(Rulebook rulebook) {
        return Objects.requireNonNull(rulebook.thresholds().get("killScore.critical"))
                .value();
    }

    private static ClassLoader loader(Rulebook rulebook, String type) {
        return rulebook.thresholdSets().stream()
                .map(ThresholdSet::type)
                .filter(t -> t.getSimpleName().equals(type))
                .map(FactType::getFactClass)
                .findFirst()
                .orElseThrow()
                .getClassLoader();
    }
}
