package io.quantum.governor.engine.record.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.rules.rulebook.RecordedFact;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One decision as its audit record tells it: enough to understand it, and to make it again.
 *
 * @param streamId of its entry in the plan stream; empty when it was a dead letter without one
 * @param at when it was decided, to which all ages of its facts belong
 * @param outcome {@code PERMIT}, {@code BLOCK}, {@code SKIP}, {@code DUPLICATE} or {@code DEAD_LETTER}
 * @param reason the reason code of a block; empty otherwise
 * @param gate the number of the gate that blocked; empty when none did
 * @param detail what was wrong with an entry that the rules could not judge; empty otherwise
 * @param plan the fields of the plan as it was published
 * @param evaluationMicros how long the rules took; empty when they were not asked
 * @param limits the rows of limits that counted for the plan
 * @param facts by which it was decided; empty when the rules were not asked
 * @param conclusions what rules concluded besides the gates' answers: an object of one field each, by its kind
 * @param gates every asked gate's answer, in the order in which gates decide
 * @param fired every rule that fired, in order
 * @param rulebook what decided
 */
public record RecordedDecision(
        String streamId,
        Instant at,
        String outcome,
        String reason,
        String gate,
        String detail,
        Map<String, String> plan,
        Optional<Double> evaluationMicros,
        List<RecordedLimit> limits,
        List<RecordedFact> facts,
        List<JsonNode> conclusions,
        List<RecordedGate> gates,
        List<RecordedRule> fired,
        RecordedRulebook rulebook) {

    /**
     * A gate's answer.
     *
     * @param gate its number, {@code 0.5}
     * @param name the stem of its rule file
     * @param enforcement {@code enforce} or {@code shadow}
     * @param answer {@code PASS}, {@code BLOCK} or {@code OPEN}
     * @param reason the reason code of a block, the condition of an open; empty for a pass
     * @param value what it saw; empty when it measured nothing
     * @param limit what it compared that with, in the same unit
     */
    public record RecordedGate(
            String gate,
            String name,
            String enforcement,
            String answer,
            String reason,
            Optional<Double> value,
            Optional<Double> limit) {}

    /**
     * A row of limits.
     *
     * @param threshold the threshold's qualified name
     * @param value what it was for the plan, as rule files write it
     * @param row the scope that the row names, {@code symbol=BTCUSDT}
     */
    public record RecordedLimit(String threshold, String value, String row) {}

    /**
     * A rule that fired.
     *
     * @param rule its name
     * @param matched what it matched: {@code f3} for the fourth fact, {@code c0} for the first conclusion, else a kind
     */
    public record RecordedRule(String rule, List<String> matched) {}

    /**
     * What decided.
     *
     * @param digest of everything that decides
     * @param thresholds the values in force by their qualified names, as rule files write them
     * @param overrides one sentence for each threshold whose value was not the rule file's
     */
    public record RecordedRulebook(
            String name, String version, String digest, Map<String, String> thresholds, List<String> overrides) {}

    /** The thresholds as they were for this plan, by their qualified names: the rulebook's, and rows of limits over them. */
    public Map<String, String> thresholds() {
        Map<String, String> values = new TreeMap<>(rulebook.thresholds());
        limits.forEach(limit -> values.put(limit.threshold(), limit.value()));
        return values;
    }

    /** The plan's id; empty when it had none. */
    public String planId() {
        return plan.getOrDefault("plan_id", "");
    }

    /** The traded pair as the plan names it; empty when it names none. */
    public String symbol() {
        return plan.getOrDefault("symbol", "");
    }
}
