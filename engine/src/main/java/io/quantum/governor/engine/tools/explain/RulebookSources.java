package io.quantum.governor.engine.tools.explain;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.ArchiveException;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedRulebook;
import io.quantum.governor.engine.serve.release.ReleaseException;
import io.quantum.governor.engine.serve.release.ReleasedRulebook;
import io.quantum.governor.engine.serve.release.TrustedKeys;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a rulebook that decided may be, beside the directories of this machine. A place that can't be asked has none:
 * the rulebook may be found elsewhere.
 *
 * @param connector connects to Redis; the connection is closed again
 * @param archive opens it, or gives the one that is open; empty without one
 * @param keys whose signatures count; empty when none is asked for
 */
public record RulebookSources(
        Supplier<StatefulRedisConnection<String, byte[]>> connector,
        Supplier<Optional<Archive>> archive,
        Supplier<Optional<TrustedKeys>> keys) {

    /** The release of its version. */
    public Optional<FoundRulebook> released(RecordedRulebook recorded) {
        try (StatefulRedisConnection<String, byte[]> connection = connector.get()) {
            return ReleasedRulebook.find(connection, recorded.version(), keys.get())
                    .map(release -> new FoundRulebook(release.texts(), release.said()));
        } catch (RedisException | ReleaseException e) {
            return Optional.empty();
        }
    }

    /** The texts that went on record before it decided. */
    public Optional<FoundRulebook> archived(RecordedRulebook recorded) {
        try {
            return archive.get()
                    .flatMap(there -> there.rulebook(recorded.digest()))
                    .map(FoundRulebook::of);
        } catch (ArchiveException e) {
            return Optional.empty();
        }
    }
}
