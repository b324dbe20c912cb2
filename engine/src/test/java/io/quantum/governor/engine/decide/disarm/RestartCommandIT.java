package io.quantum.governor.engine.decide.disarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The restart command, run by a real shell. */
class RestartCommandIT {
    private static final Duration SHORT = Duration.ofMillis(600);

    @Test
    void a_command_that_ends_well_has_worked() throws Exception {
        new RestartCommand("echo restarted").run(() -> {});
        assertThat(new RestartCommand("true").limit()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void a_command_that_ends_with_1_has_failed_and_its_words_are_told() {
        assertThatThrownBy(() -> new RestartCommand("echo no such unit >&2; exit 1").run(() -> {}))
                .hasMessage("the restart command ended with exit code 1: echo no such unit >&2; exit 1: no such unit");
    }

    @Test
    void a_command_that_is_not_there_has_failed() {
        assertThatThrownBy(() -> new RestartCommand("/nowhere/restart").run(() -> {}))
                .hasMessageContaining("exit code 127")
                .hasMessageContaining("/nowhere/restart");
    }

    @Test
    @Timeout(20)
    void a_command_that_hangs_is_killed_with_all_that_it_has_started(@TempDir Path directory) {
        Path child = directory.resolve("child");
        String hangs = "sh -c 'sleep 300 & echo $! > " + child + "; wait'";
        assertThatThrownBy(() -> new RestartCommand(hangs, SHORT).run(() -> {}))
                .hasMessageContaining("took longer than")
                .hasMessageContaining("was killed");
        await().until(() -> ProcessHandle.of(
                        Long.parseLong(Files.readString(child).strip()))
                .filter(ProcessHandle::isAlive)
                .isEmpty());
    }

    @Test
    @Timeout(20)
    void a_command_that_prints_without_end_or_leaves_something_running_keeps_nobody_waiting() throws Exception {
        new RestartCommand("sleep 5 & yes | head -c 20000000; echo done").run(() -> {});
    }
}
