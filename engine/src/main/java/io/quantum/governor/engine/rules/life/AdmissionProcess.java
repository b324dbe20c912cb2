package io.quantum.governor.engine.rules.life;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.base.process.ThisJava;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process of its own, at a low priority and with limits, that takes rulebooks through every step before a daemon loads
 * them: no rule text can hold up a daemon, and no compiler's garbage its plans. What it compiles and what passes its tests is kept
 * where the daemon finds it. It ends with the daemon.
 */
public final class AdmissionProcess implements AutoCloseable {
    /** The command that it runs. */
    public static final String COMMAND = "admit";

    private static final Logger LOG = LoggerFactory.getLogger(AdmissionProcess.class);
    private static final String ENDS = "the daemon ends";
    private static final Duration MOST_CPU = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration BEFORE_PRACTICE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final int MOST_MEGABYTES = 256;

    private final Duration mostCpu;
    private volatile @Nullable Process process;
    private @Nullable BufferedReader answers;
    private volatile boolean closed;

    /** Nothing is started before it is asked. */
    public AdmissionProcess() {
        this(MOST_CPU);
    }

    /** @param mostCpu of the processor's time is spent on one rulebook at most */
    AdmissionProcess(Duration mostCpu) {
        this.mostCpu = mostCpu;
    }

    /**
     * What it is asked.
     *
     * @param where the rulebook was read
     * @param byPath its texts
     * @param practice whether everything is done, though nothing of it is new: the next time is faster
     */
    public record Question(String where, SortedMap<String, String> byPath, boolean practice) {}

    /**
     * What it answers.
     *
     * @param step at which the rulebook is refused; empty when it is not
     * @param why for people
     */
    public record Answer(String step, String why) {
        /** The rulebook may decide. */
        public static final Answer ADMITTED = new Answer("", "");

        /** The rulebook is refused. */
        public static Answer of(RefusedException refused) {
            return new Answer(refused.step().name(), refused.why());
        }
    }

    /**
     * Takes a rulebook through every step there.
     *
     * @throws RefusedException at the first step that fails, or that does not end
     */
    void admit(RulebookTexts texts) {
        Answer answer = ask(new Question(texts.where(), texts.byPath(), false));
        if (!answer.step().isEmpty()) {
            throw new RefusedException(Step.valueOf(answer.step()), answer.why());
        }
    }

    /**
     * Lets it do all of its work once with rules that are admitted already, so that the first edit does not wait for that; a
     * while from now, for a start is busy enough.
     */
    public void practiseSoon(RulebookTexts texts) {
        Executor soon = CompletableFuture.delayedExecutor(BEFORE_PRACTICE.toSeconds(), TimeUnit.SECONDS);
        CompletableFuture.runAsync(() -> ask(new Question(texts.where(), texts.byPath(), true)), soon)
                .exceptionally(failed -> {
                    if (!closed) {
                        LOG.info("the first edit of a rule file will take longer: {}", words(failed));
                    }
                    return null;
                });
    }

    private static String words(Throwable failed) {
        return failed.getCause() instanceof RefusedException refused ? refused.why() : failed.toString();
    }

    private synchronized Answer ask(Question question) {
        try {
            return askOnce(question);
        } catch (IOException e) {
            if (!closed) {
                LOG.warn("the process that tries rules is started anew: {}", e.getMessage());
            }
        }
        try {
            return askOnce(question);
        } catch (IOException e) {
            throw new RefusedException(Step.COMPILE, "this can't be tried, in a process of its own: " + e.getMessage());
        }
    }

    /** As it answers; when it does not, the next question starts another one. */
    private Answer askOnce(Question question) throws IOException {
        try {
            Process running = running();
            running.getOutputStream().write(Json.bytes(question));
            running.getOutputStream().write('\n');
            running.getOutputStream().flush();
            return Json.MAPPER.readValue(line(running), Answer.class);
        } catch (IOException | RefusedException e) {
            end();
            process = null;
            throw e;
        }
    }

    private Process running() throws IOException {
        Process running = process;
        if (!closed && (running == null || !running.isAlive())) {
            running = new ProcessBuilder(command())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process = running;
            answers = running.inputReader(StandardCharsets.UTF_8);
        }
        // also when that was said while it started
        if (closed || running == null) {
            throw new IOException(ENDS);
        }
        return running;
    }

    private static List<String> command() {
        // its answers come by standard output, and nothing else does
        List<String> options = new ArrayList<>(List.of("-Xlog:disable", "-Xlog:all=warning:stderr"));
        // over in seconds each time, so nothing is gained from the second compiler
        options.add("-XX:TieredStopAtLevel=1");
        options.addAll(List.of("-Xmx" + MOST_MEGABYTES + "m", "-XX:+ExitOnOutOfMemoryError"));
        Optional.ofNullable(System.getProperty("governor.archive"))
                .filter(archive -> Files.exists(Path.of(archive)))
                .ifPresent(archive -> options.add("-XX:SharedArchiveFile=" + archive));
        List<String> command = new ArrayList<>(List.of("nice", "-n", "5"));
        command.addAll(ThisJava.running(COMMAND, options));
        return command;
    }

    private String line(Process running) throws IOException {
        BufferedReader from = answers;
        long begun = System.nanoTime();
        Duration before = cpu(running);
        while (from != null && running.isAlive() && !from.ready()) {
            if (cpu(running).minus(before).compareTo(mostCpu) > 0 || System.nanoTime() - begun > LONGEST.toNanos()) {
                throw new RefusedException(
                        Step.COMPILE,
                        "reading, compiling and testing it does not end within " + mostCpu.toSeconds()
                                + " s; take back what was changed last, and change it bit by bit");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        @Nullable String line = from == null || !from.ready() ? null : from.readLine();
        if (line == null) {
            throw new IOException(closed ? ENDS : "it ended; more than " + MOST_MEGABYTES + " MB may have been needed");
        }
        return line;
    }

    private static Duration cpu(Process running) {
        return running.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private void end() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }

    /** Ends it, in the middle of its work too. */
    @Override
    @SuppressWarnings(
            "NotSynchronized") // whoever asks holds the lock until it is answered, which may be what is to end
    public void close() {
        closed = true;
        end();
    }
}
