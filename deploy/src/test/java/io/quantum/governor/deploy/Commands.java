package io.quantum.governor.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Map;

/** Programs as people start them, without what the environment of the tests says of governors. */
final class Commands {
    private Commands() {}

    /** One that is to be started; what it writes to its two outputs comes as one. */
    static ProcessBuilder command(Map<String, String> environment, String... line) {
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(GOV|BINANCE|REDIS|APPLY)_.*"));
        builder.environment().putAll(environment);
        return builder;
    }

    /** Waits until one has ended well; what it has printed. */
    static String run(Map<String, String> environment, String... line) throws IOException, InterruptedException {
        Ended ended = end(environment, line);
        assertThat(ended.code()).as(ended.output()).isZero();
        return ended.output();
    }

    /** Waits until one has ended. */
    static Ended end(Map<String, String> environment, String... line) throws IOException, InterruptedException {
        Process process = command(environment, line).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), output);
    }

    /** Skips the test where one of these programs is not installed. */
    static void need(String... programs) throws IOException, InterruptedException {
        for (String program : programs) {
            assumeTrue(
                    end(Map.of(), "sh", "-c", "command -v " + program).code() == 0,
                    program + " is needed and not installed here");
        }
    }

    /**
     * How a program ended.
     *
     * @param code its exit code
     * @param output what it has printed
     */
    record Ended(int code, String output) {}
}
