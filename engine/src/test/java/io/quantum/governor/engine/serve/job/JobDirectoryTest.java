package io.quantum.governor.engine.serve.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobDirectoryTest {
    @Test
    void what_a_daemon_that_was_killed_has_left_behind_is_swept_at_the_next_start() throws Exception {
        Path left = Files.createTempDirectory("governor-job-" + endedPid() + "-");
        Files.writeString(Files.createDirectory(left.resolve("0")).resolve("rulebook.yaml"), "");
        Path another = Files.createTempDirectory("governor-jobs-" + endedPid() + "-");
        try (JobDirectory ours = new JobDirectory(List.of());
                Jobs jobs = new Jobs(Optional.empty(), Clock.systemUTC())) {
            assertThat(jobs.all()).isEmpty();
            assertThat(left).doesNotExist();
            assertThat(another).exists();
            try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
                String own = "governor-job-" + ProcessHandle.current().pid() + "-";
                assertThat(all.filter(path -> path.getFileName().toString().startsWith(own)))
                        .isNotEmpty();
            }
            assertThat(ours.rulebooks()).isEmpty();
        } finally {
            Files.deleteIfExists(another);
        }
    }

    /** Of a process that runs no more. */
    private static long endedPid() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }
}
