package io.quantum.governor.lab.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code deploy/governor} as people start it, with the jars that were just built. */
public final class Launcher {
    private static final Path SCRIPT = Path.of(System.getProperty("governor.home"), "deploy", "governor");

    private Launcher() {}

    /** A command that is to be started, without what the environment says of governors. */
    public static ProcessBuilder command(String... arguments) {
        List<String> line = new ArrayList<>(List.of(SCRIPT.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().keySet().removeIf(name -> name.startsWith("GOV_") || name.startsWith("BINANCE_"));
        builder.environment().put("GOVERNOR_IS_BUILT", "yes");
        return builder;
    }

    /** Waits until a command has ended; its exit code and what it has printed: {@code 0: ...}. */
    public static String ended(Map<String, String> environment, String... arguments) {
        ProcessBuilder builder = command(arguments).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return process.waitFor() + ": " + output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
