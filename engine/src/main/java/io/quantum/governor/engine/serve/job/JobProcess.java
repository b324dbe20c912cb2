package io.quantum.governor.engine.serve.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.base.process.ThisJava;
import io.quantum.governor.engine.record.archive.ArchiveUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command in a process of its own: at the lowest priority, with a heap of its own, and the first that the system ends when
 * memory is short. It ends with the daemon, however that ends.
 */
public final class JobProcess {
    /** The command that it runs: its first line of standard input holds the words of another one. */
    public static final String COMMAND = "job";

    private static final Logger LOG = LoggerFactory.getLogger(JobProcess.class);
    private static final int MOST_BYTES = 2 << 20;
    private static final int LONGEST_END_SEC = 5;
    private static final int MOST_LINES = 20;
    private static final int LONGEST_LINE = 300;
    private static final String FIRST_TO_GO = "1000";

    /** How far it is, as commands tell whoever waits. */
    private static final Pattern STEP = Pattern.compile("\\d+ of \\d+|\\d+%|\\d+/\\d+|\\d+ plans");

    private final Process process;
    private final int megabytes;
    private final Deque<String> said = new ArrayDeque<>();

    private JobProcess(Process process, int megabytes) {
        this.process = process;
        this.megabytes = megabytes;
    }

    /** @param archive is what the daemon's settings say, wherever they were read */
    static JobProcess start(JobOrder order, List<Path> rulebooks, Optional<ArchiveUrl> archive) throws IOException {
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.addAll(ThisJava.running(
                COMMAND,
                List.of(
                        "-Xlog:disable",
                        "-Xlog:all=warning:stderr",
                        "-Xmx" + order.kind().megabytes() + "m",
                        "-XX:+ExitOnOutOfMemoryError")));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        // rulebooks lie before it, so it needs the archive, and thresholds that the environment sets
        environment.keySet().removeIf(name -> name.matches("(BINANCE|REDIS)_.*|GOV_(API|HEARTBEAT|NOTIFY|ROOM).*"));
        environment.keySet().removeIf(name -> name.matches("NOTIFY_SOCKET|WATCHDOG_.*"));
        ArchiveUrl.tell(archive, environment);
        JobProcess started = new JobProcess(builder.start(), order.kind().megabytes());
        started.begin(order.arguments(rulebooks));
        return started;
    }

    private void begin(List<String> arguments) throws IOException {
        try {
            Files.writeString(Path.of("/proc", Long.toString(process.pid()), "oom_score_adj"), FIRST_TO_GO);
        } catch (IOException e) {
            // not on this system; it only matters when memory is short
        }
        try {
            process.getOutputStream().write(Json.bytes(arguments));
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    long pid() {
        return process.pid();
    }

    /**
     * Waits for its end.
     *
     * @param step is told how far it is
     * @return what it has printed, a JSON object
     * @throws IOException saying why there is none
     */
    String result(Consumer<String> step) throws IOException, InterruptedException {
        Thread listener = new Thread(() -> listen(step), "job-progress");
        listener.setDaemon(true);
        listener.start();
        byte[] printed = process.getInputStream().readNBytes(MOST_BYTES + 1);
        if (printed.length > MOST_BYTES) {
            end();
            throw new IOException("its result is larger than " + (MOST_BYTES >> 20)
                    + " MB; ask for less, a shorter time for instance");
        }
        int code = process.waitFor();
        listener.join();
        try {
            JsonNode json = Json.MAPPER.readTree(printed);
            if (json.isObject()) {
                return json.toString();
            }
        } catch (JsonProcessingException e) {
            LOG.debug("what a job has printed is no JSON", e);
        }
        throw new IOException(why(code));
    }

    private void listen(Consumer<String> step) {
        try (BufferedReader lines = process.errorReader(UTF_8)) {
            lines.lines()
                    .map(JobProcess::bounded)
                    .filter(line -> !line.isEmpty())
                    .forEach(line -> {
                        if (STEP.matcher(line).find()) {
                            step.accept(line);
                        } else {
                            remember(line);
                        }
                    });
        } catch (IOException | UncheckedIOException e) {
            // it has ended
        }
    }

    private synchronized void remember(String line) {
        said.add(line);
        if (said.size() > MOST_LINES) {
            said.remove();
        }
    }

    private synchronized String why(int code) {
        return said.isEmpty()
                ? "its process ended with " + code + " and said nothing; more than " + megabytes
                        + " MB may have been needed. Ask for less, or use the command"
                : String.join("\n", said);
    }

    private static String bounded(String line) {
        String stripped = line.strip();
        return stripped.length() > LONGEST_LINE ? stripped.substring(0, LONGEST_LINE) : stripped;
    }

    /** Ends it at once, whatever it is doing. */
    void end() {
        process.destroyForcibly();
        try {
            process.waitFor(LONGEST_END_SEC, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
