package io.quantum.governor.engine.decide.plan;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.EfficiencyTold;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Hint;
import io.quantum.governor.facts.Order;
import java.util.List;
import java.util.Optional;

/** The permit as executors read it. */
final class PermitRecord {
    private static final int SCORE_PLACES = 4;
    private static final int CONFIDENCE_PLACES = 3;

    private PermitRecord() {}

    static byte[] json(Outcome.Decided outcome, String rulesVersion) {
        Order order = outcome.evaluation().one(Order.class);
        Hint hint = outcome.evaluation().one(Hint.class);
        Optional<EfficiencyTold> efficiency = outcome.evaluation().atMostOne(EfficiencyTold.class);
        String factor = StoredNumber.places(hint.factor(), SCORE_PLACES);
        return Json.object(json -> {
            json.writeBooleanField("granted", true);
            json.writeStringField("symbol", outcome.entry().plan().symbol());
            json.writeStringField("decision", outcome.entry().plan().decision());
            json.writeNumberField("computed_qty", order.qtyBase());
            json.writeNumberField("computed_notional", order.notionalUsd());
            json.writeNumberField("created_at", outcome.at().getEpochSecond());
            json.writeBooleanField("consumed", false);
            json.writeStringField(
                    "eff_score",
                    efficiency
                            .map(e -> StoredNumber.places(e.score(), SCORE_PLACES))
                            .orElse(""));
            json.writeStringField(
                    "eff_confidence",
                    efficiency
                            .map(e -> StoredNumber.places(e.confidence(), CONFIDENCE_PLACES))
                            .orElse(""));
            json.writeStringField("eff_stale", hint.reason().equals("stale_eff") ? "1" : "0");
            json.writeStringField("eff_factor", factor);
            json.writeStringField("eff_action", hint.action());
            json.writeStringField("eff_reason", hint.reason());
            json.writeStringField("downsize_factor", factor);
            json.writeStringField("extra_cooldown_sec", Long.toString(hint.extraCooldownSec()));
            json.writeStringField("plan_id", outcome.entry().plan().planId());
            json.writeStringField("rules_version", rulesVersion);
            json.writeStringField("limits_basis", order.limitsBasis());
            json.writeStringField("mode", mode(outcome.plan().facts()));
        });
    }

    private static String mode(List<Fact> facts) {
        for (Fact fact : facts) {
            if (fact instanceof ApplyMode mode) {
                return mode.name();
            }
        }
        return "";
    }
}
