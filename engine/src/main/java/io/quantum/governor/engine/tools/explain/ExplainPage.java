package io.quantum.governor.engine.tools.explain;

import io.quantum.governor.engine.record.audit.RecordException;
import io.quantum.governor.engine.serve.http.HttpPages.Answer;
import io.quantum.governor.engine.serve.http.HttpPages.Route;
import java.util.List;
import java.util.Map;

/** {@code GET /api/explain/{plan_id}}: why a plan was decided as it was. Changes nothing. */
public final class ExplainPage {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNPROCESSABLE = 422;
    private static final int UNAVAILABLE = 503;

    private final List<Records> places;
    private final Explainer explainer;

    /** @param places where audit records are looked for */
    public ExplainPage(List<Records> places, Explainer explainer) {
        this.places = List.copyOf(places);
        this.explainer = explainer;
    }

    /** The page, which everybody may ask for; {@code ?entry=} names one of several decisions on the plan id. */
    public Route route() {
        return new Route("GET", "/api/explain/{plan_id}", this::answer);
    }

    private Answer answer(Map<String, String> parameters) {
        String planId = parameters.getOrDefault("plan_id", "");
        String entry = parameters.getOrDefault("entry", "");
        try {
            Search search = Search.of(planId, places);
            return search.chosen(entry)
                    .map(record -> new Answer(OK, explainer.explain(record, search.found())))
                    .orElseGet(() ->
                            Answer.error(search.troubles().isEmpty() ? NOT_FOUND : UNAVAILABLE, search.none(entry)));
        } catch (RecordException e) {
            return Answer.error(UNPROCESSABLE, "the record of plan " + planId + " can't be read: " + e.getMessage());
        }
    }
}
