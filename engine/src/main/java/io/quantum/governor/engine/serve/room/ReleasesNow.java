package io.quantum.governor.engine.serve.room;

import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.rules.rulebook.ShortDigest;
import io.quantum.governor.engine.serve.job.KeptComparisons;
import io.quantum.governor.engine.serve.release.Release;
import io.quantum.governor.engine.serve.release.ReleaseDesk;
import io.quantum.governor.engine.serve.release.ReleaseException;
import io.quantum.governor.engine.serve.release.TrustedKeys;
import io.quantum.governor.engine.tools.compare.Change;
import io.quantum.governor.engine.tools.compare.RulebookDiff;
import io.quantum.governor.facts.ApplyMode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * How things stand with releases, for actions on them.
 *
 * @param redis a connection that others may use too; fails while Redis can't be reached
 * @param events the stream of events
 * @param keys the public keys whose releases decide; empty when a directory decides
 * @param comparisons what releases change in place of others
 * @param mode the mode in force
 */
record ReleasesNow(
        Supplier<StatefulRedisConnection<String, byte[]>> redis,
        String events,
        Optional<Path> keys,
        Optional<KeptComparisons> comparisons,
        Supplier<ApplyMode> mode,
        Clock clock) {
    static final String NO_RELEASES = "a directory of rule files decides here, not releases; see GOV_RULEBOOK_KEYS";

    private static final int MOST_LINES = 12;

    /** The keys that count now. */
    TrustedKeys trusted() {
        return TrustedKeys.read(keys.orElseThrow(() -> new ReleaseException(NO_RELEASES)));
    }

    ReleaseDesk desk() {
        return new ReleaseDesk(
                redis.get(),
                events,
                trusted(),
                (before, after) -> diff(before, after).change(),
                clock);
    }

    /** Begins to find out what a release changes in place of the active one. */
    void compare(String version) {
        try {
            ReleaseDesk desk = desk();
            Release release = desk.release(version);
            desk.active()
                    .filter(active -> !active.digest().equals(release.digest()))
                    .ifPresent(active -> comparisons.ifPresent(c -> c.begin(active, release)));
        } catch (ReleaseException e) {
            // the preview says so
        }
    }

    private RulebookDiff diff(Release before, Release after) {
        return comparisons.orElseThrow(() -> new ReleaseException(NO_RELEASES)).of(before, after);
    }

    /** Which release is active and what each daemon decides by, a line each. */
    List<String> stand() {
        ReleaseDesk desk = desk();
        return Stream.concat(
                        Stream.of(title(desk.active()).orElse("no release") + " is active"),
                        desk.list().daemons().stream()
                                .map(daemon -> daemon.daemon() + " decides by "
                                        + (daemon.version().isEmpty()
                                                ? "nothing"
                                                : ShortDigest.beside(daemon.version(), daemon.digest()))))
                .toList();
    }

    /** What is active now, as it is called. */
    String active() {
        return title(desk().active()).orElse("none");
    }

    /** {@code release 1.0.0 (0123456789ab)}. */
    static Optional<String> title(Optional<Release> release) {
        return release.map(ReleasesNow::title);
    }

    static String title(Release release) {
        return "release " + ShortDigest.beside(release.manifest().version(), release.digest());
    }

    /** What a release changes in place of the active one, a line for each difference; nothing while that is not known. */
    List<String> changes(String version) {
        try {
            ReleaseDesk desk = desk();
            Optional<Release> active = desk.active();
            Release release = desk.release(version);
            return active.map(before -> lines(before, release, diff(before, release)))
                    .orElseGet(() -> List.of(title(release) + " can't be compared, since none is active"));
        } catch (ReleaseException e) {
            return List.of();
        }
    }

    private static List<String> lines(Release before, Release after, RulebookDiff diff) {
        List<String> lines = new ArrayList<>();
        lines.add(title(after) + " in place of " + title(before) + ": "
                + diff.change().words());
        diff.thresholds()
                .forEach(t -> lines.add(
                        t.name() + ": " + t.before() + " -> " + t.after() + " " + t.unit() + ", " + alone(t.change())));
        diff.limits()
                .forEach(l -> lines.add(l.threshold() + " for " + l.scope() + ": " + l.before() + " -> " + l.after()
                        + " " + l.unit() + ", " + alone(l.change())));
        diff.files().forEach(f -> lines.add("the rules of " + f.path() + ": " + alone(f.change())));
        diff.counts()
                .forEach((change, count) ->
                        lines.add(alone(change) + " in " + count + " of " + diff.probes() + " probes, such as "
                                + diff.examples().getOrDefault(change, List.of()).stream()
                                        .findFirst()
                                        .orElse("")));
        int more = lines.size() - MOST_LINES;
        return more <= 0
                ? lines
                : Stream.concat(
                                lines.stream().limit(MOST_LINES),
                                Stream.of("and " + more + " differences more: governor diff "
                                        + before.manifest().version() + " "
                                        + after.manifest().version()))
                        .toList();
    }

    private static String alone(Change change) {
        return change == Change.UNCLEAR ? "not shown" : change == Change.NONE ? "the same" : change.words();
    }
}
