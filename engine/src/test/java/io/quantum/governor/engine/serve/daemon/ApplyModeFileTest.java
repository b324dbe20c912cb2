package io.quantum.governor.engine.serve.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose mode counts, on a real file system. */
class ApplyModeFileTest {
    private final List<String> events = new ArrayList<>();
    private final Path file;

    ApplyModeFileTest(@TempDir Path directory) {
        file = directory.resolve("apply-layer.env");
    }

    @Test
    void until_the_file_sets_a_mode_the_environments_counts() throws IOException {
        ApplyModeFile mode = follow();
        assertThat(mode.get().name()).isEqualTo("production");
        assertThat(mode.told()).isEqualTo(file + " can't be read, so APPLY_MODE of the environment counts");
        Files.writeString(file, "OTHER=1\n");
        mode.look();
        assertThat(mode.get().name()).isEqualTo("production");
        assertThat(mode.told()).isEqualTo(file + " sets no mode, so APPLY_MODE of the environment counts");
        Files.writeString(file, "APPLY_MODE=testnet\n");
        mode.look();
        assertThat(mode.get().name()).isEqualTo("testnet");
        assertThat(mode.told()).isEqualTo("followed");
        assertThat(events).containsExactly("APPLY_MODE_CHANGED {from=production, to=testnet}");
    }

    @Test
    void a_file_that_vanishes_after_a_disarm_arms_nothing() throws IOException {
        Files.writeString(file, "APPLY_MODE=dry_run\n");
        ApplyModeFile mode = follow();
        Files.delete(file);
        mode.look();
        assertStays(mode, file + " can't be read any more; staying in dry_run");
        Files.createDirectory(file);
        mode.look();
        assertStays(mode, file + " can't be read any more; staying in dry_run");
        Files.delete(file);
        Files.writeString(file, "APPLY_MODE=testnet\n");
        mode.look();
        assertThat(mode.get().name()).isEqualTo("testnet");
        assertThat(mode.told()).isEqualTo("followed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OTHER=1\n"})
    void a_file_that_sets_no_mode_any_more_arms_nothing(String text) throws IOException {
        Files.writeString(file, "APPLY_MODE=dry_run\n");
        ApplyModeFile mode = follow();
        Files.writeString(file, text);
        mode.look();
        assertStays(mode, file + " sets no mode any more; staying in dry_run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"live", "", "PRODUCTION", "production # for now", "production;testnet", "\u0000"})
    void a_value_that_is_no_mode_leaves_the_last_good_one(String value) throws IOException {
        Files.writeString(file, "APPLY_MODE=dry_run\n");
        ApplyModeFile mode = follow();
        Files.writeString(file, "APPLY_MODE=" + value + "\n");
        mode.look();
        assertThat(mode.get().name()).isEqualTo("dry_run");
        assertThat(mode.told()).contains("which is no mode; staying in dry_run").doesNotContain("\u0000");
        assertThat(events).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"live", "", "production   # live", "'testnet\"", "\"dry_run", "testnet\rdry_run"})
    void a_value_that_is_no_mode_counts_as_production_until_the_file_has_set_one(String value) throws IOException {
        Files.writeString(file, "APPLY_MODE=" + value + "\n");
        ApplyModeFile mode = follow("testnet");
        assertThat(mode.get().name()).isEqualTo("production");
        assertThat(mode.told()).endsWith("which is no mode; that counts as production");
        assertThat(events).hasSize(1).allMatch(event -> event.startsWith("APPLY_MODE_REFUSED {mode=production"));
        Files.writeString(file, "APPLY_MODE=testnet\n");
        mode.look();
        assertThat(mode.get().name()).isEqualTo("testnet");
        assertThat(mode.told()).isEqualTo("followed");
    }

    @Test
    void a_mode_of_the_environment_is_no_good_one_of_the_file() throws IOException {
        ApplyModeFile mode = follow("testnet");
        assertThat(mode.get().name()).isEqualTo("testnet");
        Files.writeString(file, "APPLY_MODE=live\n");
        mode.look();
        assertThat(mode.get().name()).isEqualTo("production");
        assertThat(events).hasSize(2).first().isEqualTo("APPLY_MODE_CHANGED {from=testnet, to=production}");
    }

    private void assertStays(ApplyModeFile mode, String told) {
        assertThat(mode.get().name()).isEqualTo("dry_run");
        assertThat(mode.told()).isEqualTo(told);
        assertThat(events).hasSize(1).allMatch(event -> event.startsWith("APPLY_MODE_REFUSED"));
    }

    private ApplyModeFile follow() {
        return follow("production");
    }

    private ApplyModeFile follow(String otherwise) {
        return new ApplyModeFile(
                file, otherwise, (event, fields) -> events.add(event + " " + new java.util.TreeMap<>(fields)));
    }
}
