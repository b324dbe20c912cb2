package io.quantum.governor.engine.tools.replay;

import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedGate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How near plans come to the limits of gates, before and after. The distance of a value to its limit is told in tenths of
 * the limit. Not for use by several threads.
 */
final class Headrooms {
    /** Blocked; passed with less than a tenth of the limit left, less than two, ... ten; passed with more. */
    static final int BINS = 12;

    private static final int MOST_GATES = 100;
    private static final int TENTHS = 10;

    private final Map<String, long[][]> byGate = new TreeMap<>();

    /**
     * One gate; each list has a number of plans for: blocked; passed with less than a tenth of the limit left, less than
     * two tenths, and so on to ten; passed with more.
     *
     * @param gate its name
     * @param before by the record
     * @param after by the candidate
     */
    public record OfGate(String gate, List<Long> before, List<Long> after) {}

    void add(Decided plan) {
        plan.then().gates().forEach(gate -> add(gate, 0));
        plan.now().gates().forEach(gate -> add(gate, 1));
    }

    private void add(RecordedGate gate, int side) {
        if (gate.value().isPresent() && gate.limit().isPresent()) {
            long[][] counts = byGate.get(gate.name());
            if (counts == null && byGate.size() < MOST_GATES) {
                counts = new long[2][BINS];
                byGate.put(gate.name(), counts);
            }
            if (counts != null) {
                counts[side][bin(gate.answer(), gate.value().get(), gate.limit().get())]++;
            }
        }
    }

    private static int bin(String answer, double value, double limit) {
        if (answer.equals("BLOCK")) {
            return 0;
        }
        double tenths = value == limit ? 0 : Math.abs((limit - value) / limit) * TENTHS;
        return tenths < TENTHS ? 1 + (int) tenths : value == 0 ? TENTHS : BINS - 1;
    }

    void add(Headrooms more) {
        more.byGate.forEach((gate, counts) -> {
            long[][] sums = byGate.computeIfAbsent(gate, g -> new long[2][BINS]);
            for (int bin = 0; bin < BINS; bin++) {
                sums[0][bin] += counts[0][bin];
                sums[1][bin] += counts[1][bin];
            }
        });
    }

    /** By the names of gates. */
    List<OfGate> told() {
        return byGate.entrySet().stream()
                .map(e -> new OfGate(e.getKey(), list(e.getValue()[0]), list(e.getValue()[1])))
                .toList();
    }

    private static List<Long> list(long[] counts) {
        return Arrays.stream(counts).boxed().toList();
    }
}
