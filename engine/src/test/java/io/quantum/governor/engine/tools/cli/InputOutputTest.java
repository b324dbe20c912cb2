package io.quantum.governor.engine.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What went wrong with a file, in a sentence. */
class InputOutputTest {
    @Test
    void a_fault_is_told_alike_however_it_is_wrapped() {
        assertThat(InputOutput.sentence(new UncheckedIOException(new NoSuchFileException("a.jsonl"))))
                .isEqualTo("a.jsonl: no such file or directory");
        assertThat(InputOutput.sentence(new UncheckedIOException(new IOException("Broken pipe"))))
                .isEqualTo("Broken pipe");
    }

    @Test
    void a_directory_is_refused_by_its_name(@TempDir Path directory) {
        assertThatThrownBy(() -> InputOutput.refuseDirectory(directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(directory + ": a directory");
        InputOutput.refuseDirectory(directory.resolve("none"));
        InputOutput.refuseDirectory(null);
    }
}
