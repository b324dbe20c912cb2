package io.quantum.governor.engine.rules.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock beside a rulebook whose version has a word behind its numbers. */
class RulebookLockTest {
    @TempDir
    private Path rules = Path.of("");

    @BeforeEach
    void copy() throws IOException {
        RulesCopy.into(rules);
    }

    @Test
    void what_a_candidate_is_locked_with_is_understood() throws IOException {
        say("9.1.0-rc1");
        renew();
        assertThat(findings()).isEmpty();
    }

    @Test
    void a_version_with_a_word_is_followed_by_the_one_without() throws IOException {
        say("9.1.0-rc1");
        renew();
        replace("gates/burst.drl", "// Gate 3", "// The gate 3");
        replace("gates/burst.drl", "1.0.1", "1.0.2");
        assertThat(findings()).extracting(Finding::sentence).contains("the rules have changed since version 9.1.0-rc1");
        replace("rulebook.yaml", "version: 9.1.0-rc1", "version: 9.1.0");
        assertThat(findings())
                .extracting(Finding::sentence)
                .singleElement()
                .satisfies(sentence -> assertThat(sentence).contains("the lock is older"));
    }

    private void say(String version) throws IOException {
        replace("rulebook.yaml", "version: 1.0.0", "version: " + version);
    }

    private void renew() throws IOException {
        RulebookFiles files = RulebookFiles.read(rules);
        Files.writeString(
                rules.resolve(RulebookLock.FILE),
                RulebookLock.of(files, files.parsed()).text());
    }

    private List<Finding> findings() {
        RulebookFiles files = RulebookFiles.read(rules);
        return RulebookLock.check(RulebookTexts.read(rules), files, files.parsed());
    }

    private void replace(String path, String from, String to) throws IOException {
        Path file = rules.resolve(path);
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }
}
