package io.quantum.governor.engine.serve.job;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.ArchiveException;
import io.quantum.governor.engine.record.archive.AuditQuery;
import io.quantum.governor.engine.record.archive.AuditRow;
import io.quantum.governor.engine.record.audit.RulebookRecord;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.rules.rulebook.ShortDigest;
import io.quantum.governor.engine.serve.release.ReleaseDesk;
import io.quantum.governor.engine.serve.release.ReleaseException;
import io.quantum.governor.engine.serve.release.TrustedKeys;
import io.quantum.governor.engine.tools.compare.Change;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The rulebooks that this daemon knows by a version or a digest: the one in force, the published releases that can be
 * trusted, and those on record.
 *
 * @param redis a connection that others may use too; fails while Redis can't be reached
 * @param archive empty when records stay in Redis
 * @param rules those in force
 * @param keys whose releases count; empty when a directory decides
 */
public record KnownRulebooks(
        Supplier<StatefulRedisConnection<String, byte[]>> redis,
        Supplier<Optional<Archive>> archive,
        Supplier<ActiveRules> rules,
        Optional<Path> keys) {
    private static final int MOST_ON_RECORD = 100;
    private static final int LONGEST_NAME = 80;

    /**
     * What may be named.
     *
     * @param version as its manifest says
     * @param digest empty when only the version is known
     * @param from where it was found: {@code in force}, {@code published} or {@code on record}
     */
    public record Named(String version, String digest, String from) {}

    /**
     * A rulebook that was found.
     *
     * @param title for people
     * @param texts its files; of one that is on record without tests
     */
    public record Found(String title, String digest, RulebookTexts texts) {
        /** Whether it was found with its tests. */
        public boolean isTested() {
            return !texts.tests().isEmpty();
        }
    }

    /** Those that may be named; a place that can't be asked has none. */
    public List<Named> all() {
        ActiveRules now = rules.get();
        List<Named> all = new ArrayList<>();
        all.add(new Named(now.rulebook().manifest().version(), now.rulebook().digest(), "in force"));
        try {
            desk().ifPresent(desk -> desk.list().releases().stream()
                    .filter(row -> row.problem().isEmpty())
                    .forEach(row -> add(all, new Named(row.version(), "", "published"))));
        } catch (RedisException | ReleaseException e) {
            // the pages of releases say why
        }
        try {
            recorded("")
                    .forEach(row ->
                            add(all, new Named(row.kind().version(), row.kind().digest(), "on record")));
        } catch (ArchiveException e) {
            // the page of the audit says why
        }
        return all;
    }

    private static void add(List<Named> all, Named more) {
        if (all.stream()
                .noneMatch(known -> known.version().equals(more.version())
                        && (more.digest().isEmpty()
                                || known.digest().isEmpty()
                                || known.digest().equals(more.digest())))) {
            all.add(more);
        }
    }

    private Optional<ReleaseDesk> desk() {
        return keys.map(k -> new ReleaseDesk(
                redis.get(), "", TrustedKeys.read(k), (before, after) -> Change.UNCLEAR, Clock.systemUTC()));
    }

    private List<AuditRow> recorded(String versionOrDigest) {
        AuditQuery query = new AuditQuery(
                "",
                "",
                "",
                RulebookRecord.OUTCOME,
                versionOrDigest,
                Optional.empty(),
                Optional.empty(),
                MOST_ON_RECORD);
        return archive.get().map(open -> open.search(query)).orElse(List.of());
    }

    /**
     * Finds one.
     *
     * @param name a version or a whole digest; empty for the rulebook in force
     * @throws IllegalArgumentException when none of this name is known
     * @throws RedisException when Redis can't be asked; likewise of the archive
     */
    public Found find(String name) {
        ActiveRules now = rules.get();
        String version = now.rulebook().manifest().version();
        if (name.isEmpty() || name.equals(now.rulebook().digest()) || name.equals(version)) {
            return found(version, now.rulebook().digest(), now.texts());
        }
        return released(name)
                .or(() -> onRecord(name))
                .orElseThrow(() -> new IllegalArgumentException("no rulebook "
                        + name.substring(0, Math.min(name.length(), LONGEST_NAME))
                        + " is in force, published or on record; name one that Releases or Audit shows, by its version or"
                        + " its whole digest"));
    }

    private Optional<Found> released(String version) {
        return desk().filter(desk -> desk.list().releases().stream()
                        .anyMatch(row -> row.version().equals(version)))
                .map(desk -> desk.release(version).files().rulebook("release " + version))
                .map(texts -> found(version, RulebookFiles.of(texts).digest(), texts));
    }

    /** The newest of its version. */
    private Optional<Found> onRecord(String name) {
        return recorded(name).stream()
                .map(AuditRow::kind)
                .filter(kind -> kind.version().equals(name) || kind.digest().equals(name))
                .findFirst()
                .flatMap(kind -> archive.get()
                        .flatMap(open -> open.rulebook(kind.digest()))
                        .map(texts -> found(kind.version(), kind.digest(), texts)));
    }

    private static Found found(String version, String digest, RulebookTexts texts) {
        return new Found(ShortDigest.beside(version, digest), digest, texts);
    }
}
