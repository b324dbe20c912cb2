package io.quantum.governor.engine.allocation;

import io.quantum.governor.engine.plan.StoredNumber;
import io.quantum.governor.facts.CapitalEfficiency;
import io.quantum.governor.facts.Proposal;
import io.quantum.governor.loaders.redis.TargetFacts;
import java.util.LinkedHashMap;
import java.util.Map;

/** A proposal as other programs read it (contract, proposed targets). */
final class ProposalFields {
    private static final int SCORE_PLACES = 4;
    private static final int CONFIDENCE_PLACES = 3;

    private ProposalFields() {}

    /** Every field of the event, in the contract's order; score and confidence are empty when they can't be read. */
    static Map<String, String> of(TargetFacts facts, Proposal proposal) {
        String score = "";
        String confidence = "";
        if (facts.efficiency() instanceof CapitalEfficiency efficiency) {
            score = StoredNumber.places(efficiency.score(), SCORE_PLACES);
            confidence = StoredNumber.places(efficiency.confidence(), CONFIDENCE_PLACES);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("ts_epoch", Long.toString(facts.at().getEpochSecond()));
        fields.put("symbol", facts.symbol());
        fields.put("base_target", StoredNumber.amount(proposal.baseTargetUsd()));
        fields.put("proposed_target", StoredNumber.amount(proposal.proposedTargetUsd()));
        fields.put("multiplier", StoredNumber.places(proposal.multiplier(), SCORE_PLACES));
        fields.put("eff_score", score);
        fields.put("eff_confidence", confidence);
        fields.put("eff_stale", proposal.reason().equals("stale_eff") ? "1" : "0");
        fields.put("reason", proposal.reason());
        fields.put("mode", AllocationCycle.MODE);
        return fields;
    }
}
