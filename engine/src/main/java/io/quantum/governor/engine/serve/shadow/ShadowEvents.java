package io.quantum.governor.engine.serve.shadow;

import io.quantum.governor.engine.rules.life.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells other programs of a candidate. Plans that differ alike are told together: the first at once, further ones once a
 * minute with their number.
 */
public final class ShadowEvents {
    private static final Duration BETWEEN_EVENTS = Duration.ofMinutes(1);

    private final Teller teller;

    /** Writes events. */
    public interface Teller {
        /**
         * Tells something of a candidate; must not throw.
         *
         * @param more fields besides those that name the candidate
         */
        void tell(String event, Instant at, Candidate candidate, Map<String, String> more);
    }

    ShadowEvents(Teller teller) {
        this.teller = teller;
    }

    void started(Candidate candidate, Instant at) {
        teller.tell("SHADOW_STARTED", at, candidate, Map.of("from", candidate.from(), "by", candidate.by()));
    }

    void refused(Candidate candidate, Instant at, RefusedException why) {
        teller.tell(
                "SHADOW_REFUSED",
                at,
                candidate,
                Map.of("from", candidate.from(), "step", why.step().wireName(), "why", why.why()));
    }

    /** @param last whether it is the last chance to tell */
    void differences(Candidate candidate, Instant at, Tally tally, boolean last) {
        Duration pause = last ? Duration.ZERO : BETWEEN_EVENTS;
        for (Tally.Due due : tally.due(at, pause)) {
            DaemonShadow.Row row = due.row();
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("result", row.result());
            fields.put("gate", row.gate());
            fields.put("reason", row.reason());
            fields.put("plans", Long.toString(due.fresh()));
            fields.put("last_plan_id", row.lastPlans().get(0));
            teller.tell("SHADOW_DIFFERENCE", at, candidate, fields);
        }
    }

    void ended(Candidate candidate, Instant at, ShadowReport report) {
        long agree = report.plans(Comparison.AGREE);
        teller.tell(
                "SHADOW_ENDED",
                at,
                candidate,
                Map.of(
                        "plans", Long.toString(report.plans()),
                        "agree", Long.toString(agree),
                        "missed", Long.toString(report.missed())));
    }
}
