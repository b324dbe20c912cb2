package io.quantum.governor.engine.daemon;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.archive.Archive;
import io.quantum.governor.engine.archive.ArchiveException;
import io.quantum.governor.engine.archive.ArchiveUrl;
import io.quantum.governor.engine.audit.RecordedDecision.RecordedRulebook;
import io.quantum.governor.engine.explain.ArchiveRecords;
import io.quantum.governor.engine.explain.ExplainPage;
import io.quantum.governor.engine.explain.Explainer;
import io.quantum.governor.engine.explain.FoundRulebook;
import io.quantum.governor.engine.explain.Records;
import io.quantum.governor.engine.explain.RulebookShelf;
import io.quantum.governor.engine.explain.StreamRecords;
import io.quantum.governor.engine.http.HttpPages.Route;
import io.quantum.governor.engine.life.RulesSource;
import io.quantum.governor.engine.plan.PlanLoops;
import io.quantum.governor.engine.release.ReleaseException;
import io.quantum.governor.engine.release.ReleasedRulebook;
import io.quantum.governor.engine.release.TrustedKeys;
import io.quantum.governor.engine.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Explains decisions on a page, by the archive, the audit stream and the rulebooks that decided. */
final class ExplainRole implements AutoCloseable {
    private final Settings settings;
    private final Sources sources;
    private final Optional<ArchiveUrl> url;
    private final Route route;
    private @Nullable Archive archive;

    /** @param url where the archive is, which is opened when it is first asked; empty for none */
    ExplainRole(Settings settings, RulesSource rules, Sources sources, Optional<ArchiveUrl> url) {
        this.settings = settings;
        this.sources = sources;
        this.url = url;
        List<Records> places = new ArrayList<>();
        url.ifPresent(there -> places.add(new ArchiveRecords(() -> archive(there))));
        places.add(new StreamRecords(this::connect));
        RulebookShelf shelf = new RulebookShelf(List.of(
                this::released,
                recorded -> Optional.of(FoundRulebook.of(rules.get().texts())),
                this::archived));
        route = new ExplainPage(places, new Explainer(shelf)).route();
    }

    /** {@code GET /api/explain/{plan_id}}. */
    Route route() {
        return route;
    }

    private StatefulRedisConnection<String, byte[]> connect() {
        return sources.redis().connect(PlanLoops.CODEC);
    }

    private Optional<FoundRulebook> released(RecordedRulebook recorded) {
        try (StatefulRedisConnection<String, byte[]> connection = connect()) {
            return ReleasedRulebook.find(
                            connection,
                            recorded.version(),
                            settings.rulebookKeys().map(TrustedKeys::read))
                    .map(release -> new FoundRulebook(release.texts(), release.said()));
        } catch (RedisException | ReleaseException e) {
            // it may be found elsewhere
            return Optional.empty();
        }
    }

    private Optional<FoundRulebook> archived(RecordedRulebook recorded) {
        try {
            return url.flatMap(there -> archive(there).rulebook(recorded.digest()))
                    .map(FoundRulebook::of);
        } catch (ArchiveException e) {
            return Optional.empty();
        }
    }

    private synchronized Archive archive(ArchiveUrl there) {
        Archive open = archive == null ? Archive.open(there) : archive;
        archive = open;
        return open;
    }

    @Override
    public synchronized void close() {
        if (archive != null) {
            archive.close();
        }
    }
}
