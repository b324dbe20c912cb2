package io.quantum.governor.lab.bench;

import io.quantum.governor.engine.record.audit.Frame;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.tools.replay.CandidateRules;
import io.quantum.governor.engine.tools.replay.ExportFile;
import io.quantum.governor.engine.tools.replay.Mode;
import io.quantum.governor.engine.tools.replay.Records;
import io.quantum.governor.engine.tools.replay.Replay;
import io.quantum.governor.engine.tools.replay.ReplayReport;
import io.quantum.governor.lab.sample.RecordedSample;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** How many recorded plans are decided again in a second, out of a file that the system holds in memory. */
final class Replays {
    private static final int SAMPLE = 10_000;
    private static final int ROUNDS = 6;
    private static final double NANOS = 1e9;

    private final ActiveRules rules;
    private final Records records;
    private final Consumer<String> progress;

    private Replays(ActiveRules rules, Records records, Consumer<String> progress) {
        this.rules = rules;
        this.records = records;
        this.progress = progress;
    }

    /** @param plans how many are replayed, again and again */
    static void measure(Path directory, int plans, Consumer<Row> rows, Consumer<String> progress) {
        ActiveRules rules = ActiveRules.read(directory, Map.of());
        try {
            Path file = Files.createTempFile("governor-bench", ".jsonl");
            try {
                write(rules, plans, file, RecordedSample::next);
                Replays whole = new Replays(rules, new ExportFile(file), progress);
                for (Mode mode : Mode.values()) {
                    rows.accept(Row.ofRate("replay, " + mode + " facts", whole.best(mode)));
                }
                write(rules, plans, file, RecordedSample::nextStored);
                Replays stored = new Replays(rules, new Stored(new ExportFile(file), frame(rules)), progress);
                for (Mode mode : Mode.values()) {
                    rows.accept(
                            Row.ofRate("replay of records as they are stored, " + mode + " facts", stored.best(mode)));
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Frame frame(ActiveRules rules) {
        try (RecordedSample sample = new RecordedSample(rules, Instant.EPOCH, 0)) {
            return sample.frame();
        }
    }

    /**
     * Records that name a frame, as an archive gives them.
     *
     * @param lines the records
     */
    private record Stored(ExportFile lines, Frame frame) implements Records {
        @Override
        public void each(Taker taker) throws IOException {
            lines.each((number, json, none) -> taker.take(number, json, Optional.of(frame)));
        }

        @Override
        public void stop() {
            lines.stop();
        }

        @Override
        public long about() {
            return lines.about();
        }

        @Override
        public String title() {
            return lines.title();
        }
    }

    private static void write(ActiveRules rules, int plans, Path file, Function<RecordedSample, byte[]> next)
            throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int written = 0; written < plans; written += SAMPLE) {
                try (RecordedSample sample = new RecordedSample(rules, Instant.EPOCH, written)) {
                    for (int i = 0; i < Math.min(SAMPLE, plans - written); i++) {
                        out.write(next.apply(sample));
                        out.write('\n');
                    }
                }
            }
        }
    }

    /** The first rounds are the compiler's. */
    private double best(Mode mode) {
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            ReplayReport report = run(mode);
            double perSecond = report.plans() / ((System.nanoTime() - start) / NANOS);
            progress.accept(
                    "replay of " + report.plans() + " plans, " + mode + ": " + Math.round(perSecond) + " plans/s");
            best = Math.max(best, perSecond);
        }
        return best;
    }

    private ReplayReport run(Mode mode) {
        try {
            return new Replay(records, new CandidateRules(rules, Map.of()), mode).run(done -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
