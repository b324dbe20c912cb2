package io.quantum.governor.engine.tools.explain;

import io.lettuce.core.RedisException;
import io.quantum.governor.engine.record.archive.ArchiveException;
import io.quantum.governor.engine.record.audit.RecordException;
import io.quantum.governor.engine.record.audit.RecordedDecision;
import io.quantum.governor.engine.rules.rulebook.RulebookException;
import io.quantum.governor.engine.serve.http.Guard;
import io.quantum.governor.engine.serve.http.HttpPages.Answer;
import io.quantum.governor.engine.serve.http.HttpPages.Route;
import io.quantum.governor.engine.serve.release.ReleaseException;
import io.quantum.governor.engine.tools.explain.OtherRulebooks.BusyException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code GET /api/explain/{plan_id}}: why a plan was decided as it was. Changes nothing. */
public final class ExplainPage {
    /** The parameter that names another rulebook, which is compiled for it. */
    public static final String AGAINST = "against";

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int UNPROCESSABLE = 422;
    private static final int UNAVAILABLE = 503;

    private final List<Records> places;
    private final Explainer explainer;
    private final OtherRulebooks others;

    /** An explanation, and what another rulebook makes of the same plan. */
    private record Both(Explanation explanation, Against against) {}

    /**
     * A page.
     *
     * @param places where audit records are looked for
     * @param others what plans may be explained against
     */
    public ExplainPage(List<Records> places, Explainer explainer, OtherRulebooks others) {
        this.places = List.copyOf(places);
        this.explainer = explainer;
        this.others = others;
    }

    /**
     * The page; {@code ?entry=} names one of several decisions on the plan id, {@code ?}{@value #AGAINST}{@code =} another
     * rulebook.
     *
     * @param guard decides who may ask
     */
    public Route route(Guard guard) {
        return new Route("GET", "/api/explain/{plan_id}", this::answer, Optional.of(guard));
    }

    private Answer answer(Map<String, String> parameters) {
        String planId = parameters.getOrDefault("plan_id", "");
        String entry = parameters.getOrDefault("entry", "");
        String against = parameters.getOrDefault(AGAINST, "").strip();
        try {
            Search search = Search.of(planId, places);
            Optional<FoundRecord> chosen = search.chosen(entry);
            if (chosen.isEmpty()) {
                return Answer.error(search.troubles().isEmpty() ? NOT_FOUND : UNAVAILABLE, search.none(entry));
            }
            Explanation explanation = explainer.explain(chosen.get(), search.found());
            return against.isEmpty()
                    ? new Answer(OK, explanation)
                    : both(explanation, chosen.get().decision(), against);
        } catch (RecordException e) {
            return Answer.error(UNPROCESSABLE, "the record of plan " + planId + " can't be read: " + e.getMessage());
        }
    }

    private Answer both(Explanation explanation, RecordedDecision decision, String against) {
        try {
            return new Answer(OK, new Both(explanation, Against.of(decision, others.named(against))));
        } catch (BusyException | RedisException | ArchiveException e) {
            return Answer.error(UNAVAILABLE, "against: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.error(UNAVAILABLE, "against: the daemon ends");
        } catch (IllegalArgumentException | ReleaseException | RulebookException e) {
            return Answer.error(BAD_REQUEST, "against: " + e.getMessage());
        }
    }
}
