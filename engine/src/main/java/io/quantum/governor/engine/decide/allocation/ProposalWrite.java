package io.quantum.governor.engine.decide.allocation;

import io.quantum.governor.engine.decide.cycle.FencedWrite;
import io.quantum.governor.engine.decide.plan.StoredNumber;
import io.quantum.governor.facts.CapitalEfficiency;
import io.quantum.governor.facts.Proposal;
import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.redis.TargetFacts;
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
    static String key(TargetFacts facts) {
        return Keys.proposedTarget(facts.symbol());
    }

    static FencedWrite of(TargetFacts facts, Proposal proposal) {
        Map<String, String> event = event(facts, proposal);
        Map<String, String> shadow = new LinkedHashMap<>(event);
        shadow.put("last_update_ts_epoch", seconds(facts));
        return new FencedWrite(key(facts), LIFETIME, shadow, Keys.PROPOSALS, event);
    }

    /** Score and confidence are empty when they can't be read. */
    private static Map<String, String> event(TargetFacts facts, Proposal proposal) {
        String score = "";
        String confidence = "";
        if (facts.efficiency() instanceof CapitalEfficiency efficiency) {
            score = StoredNumber.places(efficiency.score(), SCORE_PLACES);
            confidence = StoredNumber.places(efficiency.confidence(), CONFIDENCE_PLACES);
        }
        Map<String, String> event = new LinkedHashMap<>();
        event.put("ts_epoch", seconds(facts));
        event.put("symbol", facts.symbol());
        event.put("base_target", StoredNumber.amount(proposal.baseTargetUsd()));
        event.put("proposed_target", StoredNumber.amount(proposal.proposedTargetUsd()));
        event.put("multiplier", StoredNumber.places(proposal.multiplier(), SCORE_PLACES));
        event.put("eff_score", score);
        event.put("eff_confidence", confidence);
        event.put("eff_stale", proposal.reason().equals("stale_eff") ? "1" : "0");
        event.put("reason", proposal.reason());
        event.put("mode", AllocationCycle.MODE);
        return event;
    }

    private static String seconds(TargetFacts facts) {
        return Long.toString(facts.at().getEpochSecond());
    }
}
