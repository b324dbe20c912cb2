package io.quantum.governor.loaders.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BundledRedisIT {
    @Test
    void answers_and_keeps_what_it_is_given() throws IOException {
        try (BundledRedis redis = BundledRedis.start()) {
            assertThat(redis.uri()).isEqualTo("redis://127.0.0.1:" + redis.port());
            assertThat(ask(redis, "SET a 1")).isEqualTo("+OK");
            assertThat(ask(redis, "EXISTS a")).isEqualTo(":1");
        }
    }

    @Test
    void leaves_neither_process_nor_directory_behind() throws IOException {
        long pid;
        Path directory;
        try (BundledRedis redis = BundledRedis.start()) {
            pid = redis.pid();
            directory = Path.of(ask(redis, "CONFIG GET dir", 5));
            assertThat(directory).isDirectory();
        }
        await().until(() -> ProcessHandle.of(pid).isEmpty());
        assertThat(Files.exists(directory)).isFalse();
    }

    @Test
    void comes_back_empty_on_the_same_port_after_a_crash() throws IOException {
        try (BundledRedis redis = BundledRedis.start()) {
            int port = redis.port();
            long pid = redis.pid();
            ask(redis, "SET a 1");
            redis.killHard();
            assertThat(redis.isRunning()).isFalse();
            redis.restartEmpty();

            assertThat(redis.port()).isEqualTo(port);
            assertThat(redis.pid()).isNotEqualTo(pid);
            assertThat(ask(redis, "EXISTS a")).isEqualTo(":0");
        }
    }

    @Test
    void restarts_empty_while_it_runs() throws IOException {
        try (BundledRedis redis = BundledRedis.start()) {
            ask(redis, "SET a 1");
            redis.restartEmpty();

            assertThat(ask(redis, "EXISTS a")).isEqualTo(":0");
        }
    }

    @Test
    void takes_more_arguments() throws IOException {
        try (BundledRedis redis = BundledRedis.start("--requirepass", "open sesame")) {
            assertThat(ask(redis, "EXISTS a")).startsWith("-NOAUTH");
        }
    }

    @Test
    void shows_what_the_server_said_when_it_does_not_come_up() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> BundledRedis.start("--no-such-setting", "1"))
                .withMessageContaining("did not come up")
                .withMessageContaining("no-such-setting");
    }

    private static String ask(BundledRedis redis, String command) throws IOException {
        return ask(redis, command, 1);
    }

    /** The given line of the answer, counted from 1. */
    private static String ask(BundledRedis redis, String command, int line) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
            BufferedReader answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            return answer.lines().skip(line - 1).findFirst().orElseThrow();
        }
    }
}
