package io.quantum.governor.engine.shadow;

import io.quantum.governor.engine.life.RefusedException;
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

    /** @param state in any state but {@link DaemonShadow#SHADOWING} it is the last chance to tell */
    void differences(Candidate candidate, Instant at, Tally tally, String state) {
        Duration pause = state.equals(DaemonShadow.SHADOWING) ? BETWEEN_EVENTS : Duration.ZERO;
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

    /** How one daemon gets on, for its page of health. */
    static Map<String, Object> health(ShadowReport report) {
        DaemonShadow daemon = report.daemons().get(0);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("candidate", report.candidate().title());
        fields.put("from", report.candidate().from());
        fields.put("state", daemon.state());
        fields.put("since", daemon.since());
        fields.put("plans", report.plans());
        fields.put("differ", daemon.differing());
        if (!daemon.why().isEmpty()) {
            fields.put("step", daemon.step());
            fields.put("why", daemon.why());
        }
        return fields;
    }
}
