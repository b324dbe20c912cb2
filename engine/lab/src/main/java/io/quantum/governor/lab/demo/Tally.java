package io.quantum.governor.lab.demo;

import io.quantum.governor.facts.Answer;
import io.quantum.governor.facts.GateResult;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts decisions, block reasons and the gates' answers. For use by one thread. */
final class Tally {
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Map<Reason, Integer> reasons = new TreeMap<>(
            Comparator.comparing(Reason::place).thenComparing(Reason::gate).thenComparing(Reason::code));
    private final Map<Integer, GateCount> gates = new TreeMap<>();
    private int total;

    /**
     * Why a plan was blocked.
     *
     * @param place of the gate in the order in which gates decide; -1 for none
     * @param gate its number and name; empty for none
     * @param code the reason code
     */
    record Reason(int place, String gate, String code) {}

    /**
     * What one gate has answered.
     *
     * @param gate its number and name
     * @param enforcement what its block may do
     */
    record GateCount(String gate, String enforcement, int passed, int opened, int blocked) {
        boolean isSeenBothWays() {
            return passed > 0 && blocked > 0;
        }

        private GateCount plus(String answer) {
            return new GateCount(
                    gate,
                    enforcement,
                    passed + (answer.equals(Answer.PASS) ? 1 : 0),
                    opened + (answer.equals(Answer.OPEN) ? 1 : 0),
                    blocked + (answer.equals(Answer.BLOCK) ? 1 : 0));
        }
    }

    void add(Decision decision) {
        total++;
        outcomes.merge(decision.outcome(), 1, Integer::sum);
        if (!decision.reason().isEmpty()) {
            int place = decision.gates().stream()
                    .filter(g -> Decision.name(g).equals(decision.gate()))
                    .mapToInt(GateResult::place)
                    .findFirst()
                    .orElse(-1);
            reasons.merge(new Reason(place, decision.gate(), decision.reason()), 1, Integer::sum);
        }
        decision.gates().forEach(this::add);
    }

    private void add(GateResult result) {
        GateCount before = gates.getOrDefault(
                result.place(),
                new GateCount(Decision.name(result), result.gate().enforcement(), 0, 0, 0));
        gates.put(result.place(), before.plus(result.answer().answer()));
    }

    int total() {
        return total;
    }

    int count(String outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    /** Why plans were blocked, and how often, in the order in which gates decide. */
    Map<Reason, Integer> reasons() {
        return reasons;
    }

    /** Every gate that was asked, in the order in which they decide. */
    List<GateCount> gates() {
        return List.copyOf(gates.values());
    }

    /** Whether the apply mode asks this gate, as far as anybody knows: before the first decision, nobody does. */
    boolean isAsked(String gateName) {
        return gates.isEmpty()
                || gates.values().stream()
                        .anyMatch(g -> g.gate().equals(gateName) || g.gate().endsWith(" " + gateName));
    }
}
