package io.quantum.governor.engine.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.rules.lint.RulesCopy;
import io.quantum.governor.engine.testing.GovernorProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code governor prepare} as a process: what it keeps for those who come later. */
class PrepareCommandIT {
    private final Path kept;
    private final Path rules;

    PrepareCommandIT(@TempDir Path kept, @TempDir Path rules) {
        this.kept = kept;
        this.rules = rules;
    }

    @Test
    void what_is_ready_is_not_made_again() throws Exception {
        assertThat(ends()).startsWith("0: ").contains("quantum-governor ", " is ready");
        Map<Path, Object> first = files();
        // every rule file, what explains those that judge plans, and that the tests have passed
        assertThat(first).hasSizeGreaterThan(40);

        assertThat(ends()).startsWith("0: ").contains(" is ready");
        assertThat(files().equals(first)).as("nothing is written anew").isTrue();
    }

    @Test
    void a_rulebook_that_is_wrong_is_refused_as_a_daemon_would() throws Exception {
        RulesCopy.into(rules);
        Path file = rules.resolve("gates/kill-score.drl");
        Files.writeString(file, Files.readString(file).replace("KillScore( score <", "KillScore( scroe <"));

        assertThat(ends(rules.toString()))
                .startsWith("3: ")
                .contains("kill-score.drl:43")
                .contains("scroe");
    }

    /** Each with what tells it from one that was written anew in its place. */
    private Map<Path, Object> files() throws IOException {
        Map<Path, Object> files = new HashMap<>();
        try (Stream<Path> all = Files.walk(kept)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(
                        file,
                        Objects.requireNonNull(Files.readAttributes(file, BasicFileAttributes.class)
                                .fileKey()));
            }
        }
        return files;
    }

    private String ends(String... rulebook) throws Exception {
        ProcessBuilder builder = GovernorProcess.builder(
                Stream.concat(Stream.of("prepare"), Stream.of(rulebook)).toArray(String[]::new));
        String property = "-D" + GovernorProcess.KEPT + "=";
        builder.command().replaceAll(word -> word.startsWith(property) ? property + kept : word);
        Path output = rules.resolve("output");
        int exit = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        return exit + ": " + Files.readString(output);
    }
}
