package io.quantum.governor.engine.serve.gates;

import static io.quantum.governor.facts.Answer.BLOCK;
import static io.quantum.governor.facts.Answer.OPEN;
import static io.quantum.governor.facts.Answer.PASS;

import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.life.Admission;
import io.quantum.governor.engine.rules.rulebook.GateRules;
import io.quantum.governor.engine.rules.rulebook.limits.LimitRow;
import io.quantum.governor.engine.rules.rulebook.limits.LimitScope;
import io.quantum.governor.engine.serve.http.HttpPages.Answer;
import io.quantum.governor.engine.serve.http.HttpPages.Route;
import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code GET /api/gates}: what each gate has done lately, by which thresholds, and which of them deserve a look. */
public final class GatesPage {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    private final Sightings sightings;
    private final Supplier<Admission.Admitted> admitted;
    private final Duration quietAfter;
    private final Clock clock;
    private Optional<Looked> looked = Optional.empty();

    /** What the rules in force tell of their gates, worked out once; they may go when others come. */
    private record Looked(WeakReference<ActiveRules> rules, GateModes modes, GateTests tests) {}

    /**
     * @param admitted tells the rules in force
     * @param quietAfter a gate is listed as quiet that has not answered for so long
     */
    public GatesPage(Sightings sightings, Supplier<Admission.Admitted> admitted, Duration quietAfter, Clock clock) {
        this.sightings = sightings;
        this.admitted = admitted;
        this.quietAfter = quietAfter;
        this.clock = clock;
    }

    /** The page, which everybody may ask for; with {@code ?for=symbol=BTCUSDT} as it is for such plans. */
    public Route route() {
        return new Route("GET", "/api/gates", query -> answer(query.getOrDefault("for", "")));
    }

    private Answer answer(String plans) {
        try {
            return new Answer(OK, report(plans.isBlank() ? LimitScope.NOTHING : LimitScope.ofPlans(plans)));
        } catch (IllegalArgumentException e) {
            return Answer.error(BAD_REQUEST, "for: " + e.getMessage());
        }
    }

    private GateReport report(LimitScope plans) {
        Admission.Admitted now = admitted.get();
        Map<String, LimitRow> limits = now.rules().thresholds().limits().of(plans);
        Looked look = look(now.rules());
        List<GateReport.Row> rows = GateRules.of(now.rules().rulebook()).stream()
                .map(gate -> row(gate, now, limits, look))
                .toList();
        return new GateReport(
                now.rules().title(), sightings.since().toString(), quietAfter.toSeconds(), plans.toString(), rows);
    }

    private synchronized Looked look(ActiveRules now) {
        Looked last = looked.filter(l -> l.rules().refersTo(now))
                .orElseGet(() -> new Looked(new WeakReference<>(now), GateModes.of(now), GateTests.of(now)));
        looked = Optional.of(last);
        return last;
    }

    private GateReport.Row row(GateRules gate, Admission.Admitted now, Map<String, LimitRow> limits, Looked look) {
        return new GateReport.Row(
                gate.number(),
                gate.name(),
                gate.owner(),
                look.modes().of(gate.name()),
                last(gate, PASS),
                last(gate, BLOCK),
                last(gate, OPEN),
                now.testedAt().equals(Instant.EPOCH) ? "" : now.testedAt().toString(),
                look.tests().of(gate.name()),
                gate.thresholds().stream()
                        .map(t -> EffectiveThreshold.of(t, now.rules(), limits).told())
                        .toList(),
                notes(gate));
    }

    private String last(GateRules gate, String answer) {
        return sightings.last(gate.name(), answer).map(Instant::toString).orElse("");
    }

    /** In words what is strange about a gate. Before the time is over nothing is. */
    private List<String> notes(GateRules gate) {
        List<String> notes = new ArrayList<>();
        if (isQuiet(gate, BLOCK)) {
            notes.add("no plan has made it answer BLOCK for " + quietAfter.toHours() + " h");
        }
        if (isQuiet(gate, BLOCK) && isQuiet(gate, PASS)) {
            notes.add(
                    sightings.last(gate.name(), OPEN).isPresent()
                            ? "it never got its fact in that time"
                            : "no plan has come to it in that time");
        }
        return notes;
    }

    private boolean isQuiet(GateRules gate, String answer) {
        Optional<Instant> last = sightings.last(gate.name(), answer);
        return last.orElse(sightings.since()).plus(quietAfter).isBefore(clock.instant());
    }
}
