package io.quantum.governor.engine.decide.disarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration file, on a real file system. */
class ApplyConfigIT {
    private static final long TIMESTAMP = 1_769_207_000;

    private final Path directory;
    private final Path file;
    private final ApplyConfig config;

    ApplyConfigIT(@TempDir Path directory) {
        this.directory = directory;
        this.file = directory.resolve("apply-layer.env");
        this.config = new ApplyConfig(file);
    }

    @Test
    void the_mode_changes_and_the_backup_holds_what_was_there() throws IOException {
        Files.writeString(file, "A=1\r\nAPPLY_MODE=testnet\r\nB=2\r\n");
        config.backUp(TIMESTAMP);
        config.setMode("dry_run");
        assertThat(Files.readString(file)).isEqualTo("A=1\r\nAPPLY_MODE=dry_run\r\nB=2\r\n");
        assertThat(Files.readString(directory.resolve("apply-layer.env.bak." + TIMESTAMP)))
                .isEqualTo("A=1\r\nAPPLY_MODE=testnet\r\nB=2\r\n");
        assertThat(names()).containsExactly("apply-layer.env", "apply-layer.env.bak." + TIMESTAMP);
    }

    @Test
    void a_backup_that_was_made_before_stays() throws IOException {
        Files.writeString(file, "APPLY_MODE=testnet\n");
        config.backUp(TIMESTAMP);
        config.setMode("dry_run");
        config.backUp(TIMESTAMP);
        assertThat(directory.resolve("apply-layer.env.bak." + TIMESTAMP)).hasContent("APPLY_MODE=testnet\n");
    }

    @Test
    void owner_group_and_mode_are_kept_in_the_file_and_its_backup() throws IOException {
        Files.writeString(file, "APPLY_MODE=testnet\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can give a file away");
        Files.setAttribute(file, "unix:uid", 12_345);
        Files.setAttribute(file, "unix:gid", 54_321);
        config.backUp(TIMESTAMP);
        config.setMode("dry_run");
        for (Path one : List.of(file, directory.resolve("apply-layer.env.bak." + TIMESTAMP))) {
            assertThat(Files.getAttribute(one, "unix:uid")).isEqualTo(12_345);
            assertThat(Files.getAttribute(one, "unix:gid")).isEqualTo(54_321);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
                    .isEqualTo("rw-r-----");
        }
    }

    @Test
    void a_link_stays_one_and_what_it_points_to_is_changed() throws IOException {
        Path target = Files.createDirectory(directory.resolve("real")).resolve("target.env");
        Files.writeString(target, "APPLY_MODE=testnet\n");
        Files.createSymbolicLink(file, Path.of("real/target.env"));
        config.backUp(TIMESTAMP);
        config.setMode("dry_run");
        assertThat(Files.isSymbolicLink(file)).isTrue();
        assertThat(target).hasContent("APPLY_MODE=dry_run\n");
        assertThat(directory.resolve("apply-layer.env.bak." + TIMESTAMP)).hasContent("APPLY_MODE=testnet\n");
    }

    @Test
    void a_file_of_five_megabytes_is_changed_like_any_other() throws IOException {
        String long5Mb = "# a remark of some length\n".repeat(200_000);
        Files.writeString(file, long5Mb + "APPLY_MODE=testnet\nLAST=1\n");
        config.backUp(TIMESTAMP);
        config.setMode("dry_run");
        assertThat(Files.readString(file)).isEqualTo(long5Mb + "APPLY_MODE=dry_run\nLAST=1\n");
    }

    @Test
    void what_is_no_settings_file_is_told_and_left_alone() throws IOException {
        assertThatThrownBy(() -> config.backUp(TIMESTAMP)).hasMessage(file + ": there is no such file");
        assertThatThrownBy(() -> config.setMode("dry_run")).hasMessage(file + ": there is no such file");
        Files.createDirectory(file);
        assertThatThrownBy(() -> config.backUp(TIMESTAMP)).hasMessage(file + ": is a directory");
        assertThatThrownBy(() -> config.setMode("dry_run")).hasMessage(file + ": is a directory");
        Files.delete(file);
        Files.write(file, new byte[(16 << 20) + 1]);
        assertThatThrownBy(() -> config.setMode("dry_run")).hasMessage(file + ": is longer than 16 MiB");
        assertThat(names()).containsExactly("apply-layer.env");
    }

    @Test
    void a_file_that_nobody_may_write_is_told_and_left_alone_by_root_too() throws IOException {
        Files.writeString(file, "APPLY_MODE=testnet\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        assertThatThrownBy(() -> config.setMode("dry_run")).hasMessage(file + ": is read-only");
        assertThat(file).hasContent("APPLY_MODE=testnet\n");
    }

    @Test
    void what_a_daemon_left_that_died_while_it_wrote_is_in_nobodys_way() throws IOException {
        Files.writeString(file, "APPLY_MODE=testnet\n");
        Path left = Files.writeString(directory.resolve(".apply-layer.env.1.governor"), "half of");
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(61)));
        config.setMode("dry_run");
        assertThat(file).hasContent("APPLY_MODE=dry_run\n");
        assertThat(names()).containsExactly("apply-layer.env");
    }

    @Test
    void what_another_one_is_writing_is_neither_taken_nor_deleted() throws IOException {
        Files.writeString(file, "APPLY_MODE=testnet\n");
        Path another = Files.writeString(directory.resolve(".apply-layer.env.2.governor"), "half of");
        config.setMode("dry_run");
        assertThat(file).hasContent("APPLY_MODE=dry_run\n");
        assertThat(another).hasContent("half of");
    }

    @Test
    void of_many_who_write_at_once_nobody_leaves_half_a_file() throws Exception {
        String rest = "# a remark of some length\n".repeat(20_000);
        Files.writeString(file, "APPLY_MODE=testnet\n" + rest);
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String mode = i % 2 == 0 ? "dry_run" : "testnet";
            writers.add(CompletableFuture.runAsync(() -> {
                for (int n = 0; n < 10; n++) {
                    try {
                        config.setMode(mode);
                    } catch (IOException e) {
                        assertThat(e).hasMessageContaining("changed by somebody else");
                    }
                }
            }));
        }
        for (CompletableFuture<Void> writer : writers) {
            writer.get();
        }
        assertThat(Files.readString(file)).isIn("APPLY_MODE=dry_run\n" + rest, "APPLY_MODE=testnet\n" + rest);
        assertThat(names()).containsExactly("apply-layer.env");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}
