package io.quantum.governor.engine.decide.plan;

import io.quantum.governor.facts.AllocationCap;
import io.quantum.governor.facts.GateResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The events that tell other programs of a decision. */
final class Events {
    private static final String ALLOCATION_GATE = "0.5";
    private static final int MONEY_PLACES = 2;

    private Events() {}

    static Map<String, byte[]> allowed(Instant at, String symbol, String planId) {
        return event("PLAN_ALLOWED", at, "symbol", symbol, "plan_id", planId);
    }

    static Map<String, byte[]> blocked(Instant at, String symbol, String planId, String reason, String gate) {
        return event("PLAN_BLOCKED", at, "symbol", symbol, "plan_id", planId, "reason", reason, "gate", gate);
    }

    static Map<String, byte[]> rejected(Instant at, String streamId, String detail) {
        return event("PLAN_REJECTED", at, "stream_id", streamId, "detail", detail);
    }

    /** When the allocation target is what blocks, other programs hear of it by an event of its own. */
    static Optional<Map<String, byte[]>> allocationCap(Outcome.Decided outcome) {
        if (!outcome.evaluation().verdict().gate().equals(ALLOCATION_GATE)) {
            return Optional.empty();
        }
        GateResult result = outcome.evaluation().gates().stream()
                .filter(g -> g.gate().number().equals(ALLOCATION_GATE))
                .findFirst()
                .orElseThrow();
        Optional<AllocationCap> cap = outcome.evaluation().atMostOne(AllocationCap.class);
        return Optional.of(event(
                "P29_ALLOCATION_CAP_BLOCK",
                outcome.at(),
                "symbol",
                outcome.entry().plan().symbol(),
                "plan_id",
                outcome.entry().plan().planId(),
                "position_notional_usd",
                StoredNumber.places(result.answer().value(), MONEY_PLACES),
                "target_usd",
                StoredNumber.places(result.answer().limit(), MONEY_PLACES),
                "mode",
                cap.map(AllocationCap::mode).orElse(""),
                "confidence",
                cap.map(AllocationCap::confidence).orElse("")));
    }

    /** Names and values in turn. */
    private static Map<String, byte[]> event(String name, Instant at, String... fields) {
        Map<String, byte[]> event = new LinkedHashMap<>();
        event.put("event", bytes(name));
        event.put("timestamp", bytes(Long.toString(at.getEpochSecond())));
        for (int i = 0; i < fields.length; i += 2) {
            event.put(fields[i], bytes(fields[i + 1]));
        }
        return event;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
