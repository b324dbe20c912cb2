package io.quantum.governor.engine.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The daemon as its launcher starts it: a JVM of its own, ended without warning on {@link #close()}. */
public final class GovernorProcess implements AutoCloseable {
    private static final String RULES = "GOV_RULES_DIR";

    /** The environment of a process that is told of no rulebook, and so takes the shipped one. */
    public static final Map<String, String> SHIPPED_RULES = Map.of(RULES, "");

    /** The property that says where compiled rules are kept. */
    public static final String KEPT = "governor.rulebooks";

    private static final long LONGEST_SEC = 60;

    private final Process process;
    private final Path output;

    private GovernorProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts {@code governor run}.
     *
     * @param environment what its environment says besides the Redis and a free port
     */
    public static GovernorProcess run(String redisUri, Map<String, String> environment) {
        return run(redisUri, environment, "governor");
    }

    /** As {@link #run(String, Map)}, with other roles. */
    public static GovernorProcess run(String redisUri, Map<String, String> environment, String roles) {
        try {
            Path output = Files.createTempFile("governor-process-", ".log");
            ProcessBuilder builder = builder("run", "--roles", roles);
            builder.environment().putAll(TestGovernor.environment(redisUri, environment));
            builder.redirectErrorStream(true).redirectOutput(output.toFile());
            return new GovernorProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts any other command, {@code lint DIR}. */
    public static GovernorProcess command(String... arguments) {
        return command(Map.of(), arguments);
    }

    /** As {@link #command(String...)}, with more in its environment. */
    public static GovernorProcess command(Map<String, String> environment, String... arguments) {
        try {
            Path output = Files.createTempFile("governor-process-", ".log");
            ProcessBuilder builder = builder(arguments);
            builder.environment().putAll(environment);
            builder.redirectErrorStream(true).redirectOutput(output.toFile());
            return new GovernorProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Any command as the launcher starts it, with a compiler that is quick to begin, with the tests' rulebook and what
     * earlier tests have kept of it compiled; without what the environment says of governors.
     */
    public static ProcessBuilder builder(String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dgovernor.home=" + TestRules.HOME,
                "-Dgovernor.rulebooks=" + System.getProperty(KEPT),
                "-Dlogback.configurationFile=logback.xml",
                "io.quantum.governor.engine.tools.cli.Main"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().keySet().removeIf(name -> name.startsWith("GOV_") || name.startsWith("BINANCE_"));
        builder.environment().put(RULES, TestRules.DIRECTORY.toString());
        return builder;
    }

    /** Kills it as {@code kill -9} does and waits until it is gone. */
    public void killHard() {
        process.destroyForcibly();
        awaitExit();
    }

    /** Asks it to end as {@code kill} does, and tells its exit code. */
    public int terminate() {
        process.destroy();
        return awaitExit();
    }

    /** Waits until it ends by itself, and tells its exit code. */
    public int awaitExit() {
        try {
            if (!process.waitFor(LONGEST_SEC, TimeUnit.SECONDS)) {
                throw new AssertionError("the process still runs after " + LONGEST_SEC + " s: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends it SIGHUP, as {@code kill -HUP} does. */
    public void hangUp() {
        try {
            new ProcessBuilder("kill", "-HUP", Long.toString(pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean isRunning() {
        return process.isAlive();
    }

    /** What it has printed. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        killHard();
        try {
            Files.delete(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
