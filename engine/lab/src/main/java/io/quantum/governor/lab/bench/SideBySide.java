package io.quantum.governor.lab.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.tools.cli.RulesDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** The same bench in this checkout and another one, by turns, so that whatever else the machine does hits both. */
public final class SideBySide {
    private SideBySide() {}

    /**
     * Runs both and tells the median of each figure.
     *
     * @param other the other checkout, which has been built
     * @param rounds how often each is run
     * @param arguments of both, {@code bench} first
     * @throws IllegalStateException when one of them fails
     */
    public static void run(Path other, int rounds, List<String> arguments, PrintStream out, PrintStream err) {
        Map<String, Map<String, List<Row>>> rows = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            boolean otherFirst = round % 2 == 0;
            for (boolean isOther : new boolean[] {otherFirst, !otherFirst}) {
                String name = isOther ? "before" : "now";
                err.println("round " + (round + 1) + " of " + rounds + ": " + name);
                Path home = isOther
                        ? other
                        : Objects.requireNonNull(
                                RulesDirectory.shipped().toAbsolutePath().getParent());
                for (Row row : bench(home, arguments)) {
                    rows.computeIfAbsent(row.name(), n -> new LinkedHashMap<>())
                            .computeIfAbsent(name, n -> new ArrayList<>())
                            .add(row);
                }
            }
        }
        List<Row> medians = new ArrayList<>();
        rows.forEach((what, sides) -> sides.forEach((side, of) -> medians.add(median(what + ": " + side, of))));
        out.println(Table.of(medians));
    }

    private static List<Row> bench(Path home, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("deploy/governor").normalize().toString());
        command.addAll(arguments);
        command.addAll(List.of("--format", "json"));
        try {
            Process bench = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(bench::destroy, "bench-at-exit"));
            String said = new String(bench.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (bench.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with " + bench.exitValue());
            }
            return Json.MAPPER.readValue(said, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Row median(String name, List<Row> rows) {
        return new Row(
                name,
                median(rows, Row::p50Micros),
                median(rows, Row::p95Micros),
                median(rows, Row::p99Micros),
                median(rows, Row::maxMicros),
                median(rows, Row::perSecond),
                median(rows, Row::governorMicros),
                median(rows, Row::redisMicros),
                median(rows, Row::residentMegabytes));
    }

    private static double median(List<Row> rows, ToDoubleFunction<Row> figure) {
        double[] sorted = rows.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
    }
}
