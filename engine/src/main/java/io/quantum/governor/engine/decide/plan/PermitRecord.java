package io.quantum.governor.engine.decide.plan;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.EfficiencyTold;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Hint;
import io.quantum.governor.facts.Order;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The permit as executors read it. */
final class PermitRecord {
    private static final int SCORE_PLACES = 4;
    private static final int CONFIDENCE_PLACES = 3;

    private PermitRecord() {}

    static byte[] json(Outcome.Decided outcome, String rulesVersion) {
        Order order = outcome.evaluation().one(Order.class);
        Hint hint = outcome.evaluation().one(Hint.class);
        List<Fact> facts = outcome.plan().facts();
        Optional<EfficiencyTold> efficiency = outcome.evaluation().atMostOne(EfficiencyTold.class);
        String factor = StoredNumber.places(hint.factor(), SCORE_PLACES);
        Map<String, Object> permit = new LinkedHashMap<>();
        permit.put("granted", true);
        permit.put("symbol", outcome.entry().plan().symbol());
        permit.put("decision", outcome.entry().plan().decision());
        permit.put("computed_qty", order.qtyBase());
        permit.put("computed_notional", order.notionalUsd());
        permit.put("created_at", outcome.at().getEpochSecond());
        permit.put("consumed", false);
        permit.put(
                "eff_score",
                efficiency
                        .map(e -> StoredNumber.places(e.score(), SCORE_PLACES))
                        .orElse(""));
        permit.put(
                "eff_confidence",
                efficiency
                        .map(e -> StoredNumber.places(e.confidence(), CONFIDENCE_PLACES))
                        .orElse(""));
        permit.put("eff_stale", hint.reason().equals("stale_eff") ? "1" : "0");
        permit.put("eff_factor", factor);
        permit.put("eff_action", hint.action());
        permit.put("eff_reason", hint.reason());
        permit.put("downsize_factor", factor);
        permit.put("extra_cooldown_sec", Long.toString(hint.extraCooldownSec()));
        permit.put("plan_id", outcome.entry().plan().planId());
        permit.put("rules_version", rulesVersion);
        permit.put("limits_basis", order.limitsBasis());
        permit.put("mode", first(facts, ApplyMode.class).map(ApplyMode::name).orElse(""));
        return Json.bytes(permit);
    }

    private static <T> Optional<T> first(List<Fact> facts, Class<T> kind) {
        return facts.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }
}
