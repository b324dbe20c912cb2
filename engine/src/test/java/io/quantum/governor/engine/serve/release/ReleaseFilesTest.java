package io.quantum.governor.engine.serve.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files of a directory are released. */
class ReleaseFilesTest {
    @TempDir
    private Path home = Path.of("");

    private Path rules = Path.of("");

    @BeforeEach
    void makeRulebook() throws IOException {
        rules = home.resolve("rules");
        for (String file :
                new String[] {"gates/one.drl", "tests/one.yaml", "rulebook.yaml", "CHANGELOG.md", "x.yaml"}) {
            write(file);
        }
    }

    @Test
    void rules_tests_and_papers_are_released_and_nothing_else() {
        assertThat(ReleaseFiles.read(rules).texts())
                .containsOnlyKeys("gates/one.drl", "tests/one.yaml", "rulebook.yaml", "CHANGELOG.md");
    }

    @Test
    void links_are_followed_as_by_whoever_compiles() throws IOException {
        Path link = Files.createSymbolicLink(home.resolve("link"), rules);
        Files.move(rules.resolve("gates"), home.resolve("elsewhere"));
        Files.createSymbolicLink(rules.resolve("gates"), home.resolve("elsewhere"));
        assertThat(ReleaseFiles.read(link).texts()).containsKeys("gates/one.drl", "tests/one.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gates/two rules.drl", "tests/two rules.yaml"})
    void a_rule_or_test_whose_name_cannot_be_released_is_told(String path) throws IOException {
        write(path);
        assertThatThrownBy(() -> ReleaseFiles.read(rules))
                .isInstanceOf(ReleaseException.class)
                .hasMessageStartingWith("'" + path + "' does not belong into a release");
    }

    private void write(String path) throws IOException {
        Path file = rules.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, path);
    }
}
