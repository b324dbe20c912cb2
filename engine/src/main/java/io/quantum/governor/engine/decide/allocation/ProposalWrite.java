package io.quantum.governor.engine.decide.allocation;

import io.quantum.governor.engine.decide.allocation.AllocationCycle.Judged;
import io.quantum.governor.engine.decide.cycle.FencedWrite;
import io.quantum.governor.engine.decide.plan.StoredNumber;
import io.quantum.governor.facts.Proposal;
import io.quantum.governor.loaders.redis.Keys;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A proposal as other programs read it (contract, proposed targets): an event, and a shadow key. */
final class ProposalWrite {
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final int SCORE_PLACES = 4;
    private static final int CONFIDENCE_PLACES = 3;

    private ProposalWrite() {}

    /** Never a target itself. */
    static String key(Judged judged) {
        return Keys.proposedTarget(judged.symbol());
    }

    static FencedWrite of(Judged judged, Proposal proposal) {
        Map<String, String> event = event(judged, proposal);
        Map<String, String> shadow = new LinkedHashMap<>(event);
        shadow.put("last_update_ts_epoch", seconds(judged));
        return new FencedWrite(key(judged), LIFETIME, shadow, Keys.PROPOSALS, event);
    }

    /** Score and confidence are empty when they can't be read. */
    private static Map<String, String> event(Judged judged, Proposal proposal) {
        Map<String, String> event = new LinkedHashMap<>();
        event.put("ts_epoch", seconds(judged));
        event.put("symbol", judged.symbol());
        event.put("base_target", StoredNumber.amount(proposal.baseTargetUsd()));
        event.put("proposed_target", StoredNumber.amount(proposal.proposedTargetUsd()));
        event.put("multiplier", StoredNumber.places(proposal.multiplier(), SCORE_PLACES));
        event.put(
                "eff_score",
                judged.told()
                        .map(e -> StoredNumber.places(e.score(), SCORE_PLACES))
                        .orElse(""));
        event.put(
                "eff_confidence",
                judged.told()
                        .map(e -> StoredNumber.places(e.confidence(), CONFIDENCE_PLACES))
                        .orElse(""));
        event.put("eff_stale", proposal.reason().equals("stale_eff") ? "1" : "0");
        event.put("reason", proposal.reason());
        event.put("mode", AllocationCycle.MODE);
        return event;
    }

    private static String seconds(Judged judged) {
        return Long.toString(judged.at().getEpochSecond());
    }
}
