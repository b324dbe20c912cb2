package io.quantum.governor.engine.record.audit;

import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedGate;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedRulebook;
import io.quantum.governor.facts.DayAfter;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Hint;
import io.quantum.governor.facts.Order;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A recorded decision as far as one needs it to decide the plan again and to compare; see {@link RecordedDecision}.
 *
 * @param planId empty when it had none
 * @param symbol empty when it named none
 * @param action empty when it named none
 * @param at when it was decided
 * @param outcome {@code PERMIT}, {@code BLOCK}, {@code SKIP}, {@code DUPLICATE} or {@code DEAD_LETTER}
 * @param reason the reason code of a block; empty otherwise
 * @param gate the number of the gate that blocked; empty when none did
 * @param facts by which it was decided; empty when the rules were not asked
 * @param notRecorded the names of those that today's rules name and the record does not tell
 * @param gates every asked gate's answer, in the order in which gates decide
 * @param order what the rules concluded that the plan would do; empty when they did not
 * @param hint how much smaller it should be; empty when the rules did not say
 * @param dayAfter the day's totals with this close; empty when it was none
 * @param rulebook what decided
 */
public record RecordedPlan(
        String planId,
        String symbol,
        String action,
        Instant at,
        String outcome,
        String reason,
        String gate,
        List<Fact> facts,
        Set<String> notRecorded,
        List<RecordedGate> gates,
        Optional<Order> order,
        Optional<Hint> hint,
        Optional<DayAfter> dayAfter,
        RecordedRulebook rulebook) {}
