package io.quantum.governor.engine.serve.daemon;

import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.base.metrics.RulebookMetrics;
import io.quantum.governor.engine.base.settings.Role;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.life.Admission;
import io.quantum.governor.engine.rules.life.Canaries;
import io.quantum.governor.engine.rules.life.DirectoryWatch;
import io.quantum.governor.engine.rules.life.Reload;
import io.quantum.governor.engine.rules.life.Reloads;
import io.quantum.governor.engine.rules.life.RulesSource;
import io.quantum.governor.engine.rules.life.Step;
import io.quantum.governor.engine.serve.gates.GatesPage;
import io.quantum.governor.engine.serve.gates.Sightings;
import io.quantum.governor.engine.serve.http.Bearer;
import io.quantum.governor.engine.serve.http.HttpPages.Answer;
import io.quantum.governor.engine.serve.http.HttpPages.Route;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the rulebook up to date and under watch, on a thread of its own beside everything that decides. */
final class RulebookKeeper implements AutoCloseable {
    private static final int OK = 200;
    private static final int UNPROCESSABLE = 422;
    private static final Duration BETWEEN_EVENTS = Duration.ofSeconds(1);

    private final Settings settings;
    private final Clock clock;
    private final RulebookEvents events;
    private final Optional<RulebooksOnRecord> record;
    private final Reloads reloads;
    private final Canaries canaries;
    private final DirectoryWatch watch;
    private final Optional<ReleasedRules> releases;
    private final Background background = new Background("rulebook");
    private volatile Optional<RulebookMetrics> metrics = Optional.empty();

    /** @param releases where rulebooks come from; empty when they come from a directory */
    RulebookKeeper(
            Settings settings,
            Admission admission,
            Admission.Admitted first,
            Optional<ReleasedRules> releases,
            Sources sources) {
        this.settings = settings;
        clock = sources.clock();
        events = new RulebookEvents(sources, settings.streams().events(), first.rules());
        record = settings.archive()
                .filter(a -> settings.roles().contains(Role.GOVERNOR))
                .map(a -> new RulebooksOnRecord(sources));
        reloads = new Reloads(admission, first, sources.clock(), this::putOnRecord, List.of(this::tell, this::count));
        canaries = new Canaries(reloads, sources.clock(), this::heard);
        watch = new DirectoryWatch(settings.rules(), reloads);
        this.releases = releases;
        putOnRecord(first.rules(), first.rules().texts().where());
        releases.ifPresent(r -> r.hand(reloads));
    }

    private void putOnRecord(ActiveRules rules, String from) {
        record.ifPresent(r -> r.put(rules, from + by()));
    }

    private void tell(Reload reload) {
        events.tell(reload, by());
    }

    private String by() {
        return releases.map(ReleasedRules::by).orElse("");
    }

    /** Starts to look after the rulebook. */
    void follow() {
        releases.ifPresentOrElse(
                r -> background.every(ReleasedRules.BETWEEN_LOOKS, r::look),
                () -> background.every(DirectoryWatch.BETWEEN_LOOKS, watch));
        background.every(BETWEEN_EVENTS, events::send);
        record.ifPresent(r -> background.every(BETWEEN_EVENTS, r::send));
        background.everyAfter(settings.canaryInterval(), canaries);
    }

    RulebookEvents events() {
        return events;
    }

    RulesSource rules() {
        return reloads.rules();
    }

    /** Whether a rulebook is being compiled and tested that is to decide. */
    boolean isAdmitting() {
        return reloads.isAdmitting();
    }

    Reload reload() {
        return releases.isEmpty() ? watch.now() : look(releases.get());
    }

    private Reload look(ReleasedRules from) {
        ActiveRules before = rules().get();
        from.look();
        ActiveRules now = rules().get();
        String result =
                from.problem().isEmpty() ? now.equals(before) ? Reload.UNCHANGED : Reload.ACTIVATED : Reload.REFUSED;
        return new Reload(result, clock.instant(), "the active release", now, Optional.empty(), from.problem());
    }

    /** Shows on a page of metrics how the rulebook is. */
    void showOn(MetricsPage page) {
        metrics = Optional.of(new RulebookMetrics(page, reloads, canaries));
    }

    /** {@code POST /api/rulebook/reload}. */
    Route route() {
        Bearer bearer = new Bearer(settings.apiToken().text());
        return new Route("POST", "/api/rulebook/reload", unused -> answer(reload()), Optional.of(bearer));
    }

    /** {@code GET /api/gates}. */
    Route gates(Sightings sightings) {
        return new GatesPage(sightings, reloads::admitted, settings.gateQuietAfter(), clock).route();
    }

    private static Answer answer(Reload reload) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("result", reload.result());
        body.put("version", reload.inForce().rulebook().manifest().version());
        body.put("digest", reload.inForce().rulebook().digest());
        body.put("step", reload.refusedAt().map(Step::wireName).orElse(""));
        body.put("why", reload.why());
        return new Answer(reload.isRefused() ? UNPROCESSABLE : OK, body);
    }

    /** What {@code /health} says of the rulebook besides its name: whether it is what lies in its directory. */
    Map<String, Object> health() {
        Map<String, Object> fields = new LinkedHashMap<>();
        reloads.standingRefusal()
                .ifPresentOrElse(r -> fields.put("reload", refusal(r)), () -> fields.put("reload", "up to date"));
        releases.ifPresent(r -> fields.put("release", r.problem().isEmpty() ? "the active one" : r.problem()));
        Canaries.Round round = canaries.last();
        fields.put(
                "canaries",
                round.isWell()
                        ? "well"
                        : "failing since they were asked at " + round.at() + ":\n"
                                + String.join("\n", round.failures()));
        return fields;
    }

    /** Why the newest rulebook does not decide; empty when it does. */
    String refused() {
        String problem = releases.map(ReleasedRules::problem).orElse("");
        return problem.isEmpty()
                ? reloads.standingRefusal().map(r -> r.from() + ": " + r.why()).orElse("")
                : problem;
    }

    /** What the canaries say that fail; empty when none does. */
    List<String> failures() {
        return canaries.last().failures();
    }

    private static Map<String, Object> refusal(Reload refused) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("refused", refused.from());
        fields.put("at", refused.at().toString());
        fields.put("step", refused.refusedAt().map(Step::wireName).orElse(""));
        fields.put("why", refused.why());
        return fields;
    }

    /** Whether the rules in force still answer as their canaries say. */
    boolean isWell() {
        return canaries.last().isWell();
    }

    private void count(Reload reload) {
        metrics.ifPresent(m -> m.count(reload));
    }

    private void heard(Canaries.Round round) {
        metrics.ifPresent(m -> m.count(round));
        if (!round.isWell()) {
            events.tell(round);
        }
    }

    @Override
    public void close() {
        background.close();
        releases.ifPresent(ReleasedRules::close);
    }
}
