package io.quantum.governor.lab.bench;

import io.quantum.governor.engine.rules.life.Admission;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.serve.release.ReleaseFiles;
import io.quantum.governor.engine.tools.nearmiss.NearMisses;
import io.quantum.governor.loaders.redis.Cell;
import java.io.IOException;
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

    /** A rule may ask for no more. */
    private static final int FACTS_OF_A_GATE = 4;

    private static final String DECLARATION = """

            declare BenchNUMBER
                @fact( "redis hash quantum:bench:NUMBER:{symbol}" ) @version("1.0.0") @owner("bench")
                score  : double    @field("score") @unit("score") @bounds("0..1")
                ageSec : long      @ageOf("timestamp")
            end
            """;

    private static final String CONDITION = "    BenchNUMBER( ageSec <= 86400, score >= 0.1 )\n";

    private static final String OR = " || ";
    private static final String MISSING = OR + "fact == \"benchNUMBER\"";

    private static final String GATE = """
            package governor.gates.bench%d

            import io.quantum.governor.facts.Answers
            import io.quantum.governor.facts.Unavailable
            %s
            global Answers answers

            rule "NAME: pass while every score is fresh"
                @gate("NAME") @version("1.0.0") @owner("bench")
            when
            %sthen
                answers.pass( "NAME" );
            end

            rule "NAME: open while one is not known"
                @gate("NAME") @version("1.0.0") @owner("bench") @reason("score_unknown")
            when
                exists Unavailable( %s )
            then
                answers.open( "NAME", "score_unknown" );
            end
            """;

    private static final String FIXTURE = ", benchNUMBER: {score: 0.5, ageSec: 1}";

    private static final String TEST = """
            now: 2026-01-28T12:00:00Z
            mode: production

            tests:
              - name: every score is fresh
                facts: {extends: calm%s}
                each:
                  - {plan: {action: OPEN_PROPOSED}, expect: {decision: PERMIT}}
            """;

    private final ReleaseFiles rules;

    LargerRules(Path directory) {
        this.rules = ReleaseFiles.read(directory);
    }

    /** Adds facts, each a hash of Redis for the plan's symbol; of as many as a rule may ask for one gate in the shadow. */
    void withFacts(int facts, Path directory) {
        Map<String, String> more = new HashMap<>();
        StringBuilder asked = new StringBuilder();
        for (int from = 0; from < facts; from += FACTS_OF_A_GATE) {
            String name = "bench-" + from;
            int to = Math.min(facts, from + FACTS_OF_A_GATE);
            more.put(
                    "gates/" + name + ".drl",
                    GATE.replace("NAME", name)
                            .formatted(
                                    from,
                                    each(from, to, DECLARATION),
                                    each(from, to, CONDITION),
                                    each(from, to, MISSING).substring(OR.length())));
            more.put("tests/" + name + ".yaml", TEST.formatted(each(from, to, FIXTURE)));
            asked.append("Gate.shadow( \"")
                    .append(name)
                    .append("\", \"")
                    .append(name)
                    .append("\" ),\n        ");
        }
        more.put(
                "modes.drl",
                Objects.requireNonNull(rules.texts().get("modes.drl"))
                        .replaceAll("Gate\\.\\w+\\( \"5\", \"daily-limits\"", asked + "$0"));
        write(more, directory);
    }

    private static String each(int from, int to, String text) {
        return IntStream.range(from, to)
                .mapToObj(fact -> text.replace("NUMBER", Integer.toString(fact)))
                .collect(Collectors.joining());
    }

    /** The hash of one of those facts. */
    static String key(int fact, String symbol) {
        return Cell.key("quantum:bench:") + fact + ":" + symbol;
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

    /** Writes it, compiled and tested as by {@code governor prepare}. */
    private void write(Map<String, String> more, Path directory) {
        SortedMap<String, String> texts = new TreeMap<>(rules.texts());
        texts.putAll(more);
        try {
            new ReleaseFiles(texts).writeTo(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // as the shipped rules are, so that no governor is measured that has a compiler's memory
        RulebookTexts written = RulebookTexts.read(directory);
        Admission.of(Map.of()).admit(written);
        NearMisses.compile(RulebookFiles.of(written));
    }
}
