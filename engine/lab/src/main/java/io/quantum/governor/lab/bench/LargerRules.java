package io.quantum.governor.lab.bench;

import io.quantum.governor.engine.serve.release.ReleaseFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A rulebook with more declared facts, or with limits for more symbols, than it was written with. */
final class LargerRules {
    /** Thresholds of gates that every production close is asked about. */
    private static final List<String> THRESHOLDS = List.of("killScore.critical", "portfolioBudget.maxBudgetAgeSec");

    private static final String[] VALUES = {"0.9", "300"};

    private final ReleaseFiles rules;

    LargerRules(Path directory) {
        this.rules = ReleaseFiles.read(directory);
    }

    /** Adds facts, each a hash of Redis for the plan's symbol with a rule that fires on it. */
    void withFacts(int facts, Path directory) {
        Map<String, String> more = new HashMap<>();
        String text = resource("fact.drl");
        for (int i = 0; i < facts; i++) {
            more.put("gates/bench-" + i + ".drl", text.replace("NUMBER", Integer.toString(i)));
        }
        write(more, directory);
    }

    /** The hash of one of those facts. */
    static String key(int fact, String symbol) {
        return "quantum:bench:" + fact + ":" + symbol;
    }

    /** What is in each of those hashes. */
    static Map<String, byte[]> hash(String now) {
        return Map.of(
                "score",
                "0.5".getBytes(StandardCharsets.US_ASCII),
                "timestamp",
                now.getBytes(StandardCharsets.US_ASCII));
    }

    /** Adds rows of limits: for each symbol one of each threshold, the bench's own symbols first. */
    void withLimits(int rows, Path directory) {
        int symbols = rows / THRESHOLDS.size();
        String text = IntStream.range(0, symbols)
                .boxed()
                .flatMap(s -> IntStream.range(0, THRESHOLDS.size())
                        .mapToObj(t -> THRESHOLDS.get(t) + "," + Publisher.symbol(s, symbols) + ",,," + VALUES[t]
                                + ",bench,for the bench"))
                .collect(Collectors.joining("\n", "threshold,symbol,strategy,account,value,owner,why\n", "\n"));
        write(Map.of("limits.csv", text), directory);
    }

    private void write(Map<String, String> more, Path directory) {
        SortedMap<String, String> texts = new TreeMap<>(rules.texts());
        texts.putAll(more);
        try {
            new ReleaseFiles(texts).writeTo(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream text = LargerRules.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(text, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
