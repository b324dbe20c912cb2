package io.quantum.governor.engine.serve.daemon;

import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedRulebook;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.life.RulesSource;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.serve.http.Guard;
import io.quantum.governor.engine.serve.http.HttpPages.Route;
import io.quantum.governor.engine.serve.job.KnownRulebooks;
import io.quantum.governor.engine.serve.release.TrustedKeys;
import io.quantum.governor.engine.tools.explain.ArchiveRecords;
import io.quantum.governor.engine.tools.explain.ExplainPage;
import io.quantum.governor.engine.tools.explain.Explainer;
import io.quantum.governor.engine.tools.explain.FoundRulebook;
import io.quantum.governor.engine.tools.explain.OtherRulebooks;
import io.quantum.governor.engine.tools.explain.Records;
import io.quantum.governor.engine.tools.explain.RulebookShelf;
import io.quantum.governor.engine.tools.explain.RulebookSources;
import io.quantum.governor.engine.tools.explain.StreamRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Explains decisions on a page, by the archive, the audit stream and the rulebooks that decided. */
final class ExplainRole implements AutoCloseable {
    /** A start and a reload are busy enough; what they changed is made ready for explanations a while after. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final Sources sources;
    private final RulesSource rules;
    private final RulebookShelf shelf;
    private final Route route;
    private final Background background = new Background("explain");
    /** Those rules are made ready once; what is forgotten for want of memory comes back when it is asked for. */
    private String ready = "";

    /**
     * @param archive empty when records stay in Redis
     * @param known what plans may be explained against
     * @param guard decides who may ask
     */
    ExplainRole(
            Settings settings,
            RulebookKeeper rulebook,
            Sources sources,
            Supplier<Optional<Archive>> archive,
            KnownRulebooks known,
            Guard guard) {
        rules = rulebook.rules();
        this.sources = sources;
        List<Records> places = new ArrayList<>();
        places.add(new StreamRecords(this::connect));
        // last, so that a record which is moved there meanwhile is not missed
        if (settings.archive().isPresent()) {
            places.add(new ArchiveRecords(() -> archive.get().orElseThrow()));
        }
        RulebookSources found = new RulebookSources(
                this::connect, archive, () -> settings.rulebookKeys().map(TrustedKeys::read));
        shelf = new RulebookShelf(
                List.of(
                        found::released,
                        recorded -> Optional.of(FoundRulebook.of(rules.get().texts())),
                        found::archived),
                this::compiled);
        OtherRulebooks others =
                new OtherRulebooks(name -> known.find(name).texts(), this::compiled, rulebook::isAdmitting);
        route = new ExplainPage(places, new Explainer(shelf), others).route(guard);
        background.everyAfter(BETWEEN_LOOKS, this::makeReady);
    }

    /** What decides now is compiled already. */
    private Rulebook compiled(RulebookFiles files) {
        Rulebook now = rules.get().rulebook();
        return now.digest().equals(files.digest()) ? now : RulebookCompiler.compile(files);
    }

    private void makeReady() {
        ActiveRules now = rules.get();
        if (!ready.equals(now.rulebook().digest())) {
            var manifest = now.rulebook().manifest();
            shelf.prepare(new RecordedRulebook(
                    manifest.name(), manifest.version(), now.rulebook().digest(), Map.of(), List.of()));
            ready = now.rulebook().digest();
        }
    }

    /** {@code GET /api/explain/{plan_id}}. */
    Route route() {
        return route;
    }

    private StatefulRedisConnection<String, byte[]> connect() {
        return sources.redis().connect(PlanLoops.CODEC);
    }

    @Override
    public void close() {
        background.close();
    }
}
