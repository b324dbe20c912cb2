package io.quantum.governor.engine.rules.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading the files of a rulebook's directory. */
class RulebookTextsTest {
    private static final int KB = 1024;

    @TempDir
    private Path directory = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        file = Files.createDirectory(directory.resolve("gates")).resolve("burst.drl");
    }

    @Test
    void a_file_that_is_not_utf8_is_named() throws IOException {
        Files.write(file, "// ruhig: \u00e4".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> RulebookTexts.read(directory))
                .isInstanceOf(RulebookException.class)
                .hasMessage("gates/burst.drl: not a text in UTF-8; save it as UTF-8");
    }

    @Test
    void a_file_larger_than_people_write_is_not_read() throws IOException {
        Files.write(file, new byte[256 * KB + 1]);
        assertThatThrownBy(() -> RulebookTexts.read(directory))
                .isInstanceOf(RulebookException.class)
                .hasMessageContaining("gates/burst.drl: larger than 256 KB");
    }

    @Test
    void a_file_as_large_as_people_may_write_is_read() throws IOException {
        Files.write(file, "/".repeat(256 * KB).getBytes(StandardCharsets.UTF_8));
        assertThat(RulebookTexts.read(directory).byPath()).containsKey("gates/burst.drl");
    }
}
