package io.quantum.governor.engine.tools.cli;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedRulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookException;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.serve.daemon.RedisClients;
import io.quantum.governor.engine.tools.explain.ArchiveRecords;
import io.quantum.governor.engine.tools.explain.FileRecords;
import io.quantum.governor.engine.tools.explain.FoundRulebook;
import io.quantum.governor.engine.tools.explain.Records;
import io.quantum.governor.engine.tools.explain.RulebookShelf;
import io.quantum.governor.engine.tools.explain.RulebookSources;
import io.quantum.governor.engine.tools.explain.StreamRecords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an explanation needs when no daemon is asked: the archive and the Redis that the environment names. */
final class LocalExplanations implements AutoCloseable {
    private final Settings settings;
    private final KeysOption keys;
    private @Nullable RedisClient redis;
    private @Nullable Archive archive;

    /** Connects to nothing yet. */
    LocalExplanations(KeysOption keys) {
        this.settings = RunCommand.settings();
        this.keys = keys;
    }

    /** Where audit records are looked for: the archive last, so that one which is moved there meanwhile is not missed. */
    List<Records> places() {
        return List.of(new StreamRecords(this::connect), new ArchiveRecords(this::archive));
    }

    /**
     * Where rulebooks are looked for.
     *
     * @param named a directory that a person names, looked at before all others; null for none
     * @param export a file of records, among which those of rulebooks may be; null for none
     */
    RulebookShelf shelf(@Nullable Path named, @Nullable Path export) {
        List<Function<RecordedRulebook, Optional<FoundRulebook>>> sources = new ArrayList<>();
        if (named != null) {
            sources.add(recorded -> Optional.of(FoundRulebook.of(RulebookTexts.read(named))));
        }
        if (export != null) {
            FileRecords records = new FileRecords(export);
            sources.add(recorded -> records.rulebook(recorded.digest()).map(FoundRulebook::of));
        }
        RulebookSources found = new RulebookSources(
                this::connect,
                () -> Optional.of(archive()),
                () -> keys.areGiven() ? Optional.of(keys.trusted()) : Optional.empty());
        sources.add(found::released);
        sources.add(recorded -> directory(settings.rules()));
        sources.add(found::archived);
        return new RulebookShelf(sources);
    }

    /** The daemon's own directory need not be there, nor hold a rulebook. */
    private static Optional<FoundRulebook> directory(Path directory) {
        try {
            return Optional.of(FoundRulebook.of(RulebookTexts.read(directory)));
        } catch (RulebookException e) {
            return Optional.empty();
        }
    }

    private StatefulRedisConnection<String, byte[]> connect() {
        RedisClient client = redis == null ? RedisClients.of(settings.redis()) : redis;
        redis = client;
        return client.connect(PlanLoops.CODEC);
    }

    private Archive archive() {
        Archive open = archive == null ? OpenAudit.archive() : archive;
        archive = open;
        return open;
    }

    @Override
    public void close() {
        if (archive != null) {
            archive.close();
        }
        if (redis != null) {
            RedisClients.close(redis);
        }
    }
}
