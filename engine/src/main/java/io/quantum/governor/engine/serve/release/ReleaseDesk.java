package io.quantum.governor.engine.serve.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.rules.rulebook.ShortDigest;
import io.quantum.governor.engine.tools.compare.Change;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Publishes, approves, activates and rolls back. Each refuses with a {@link ReleaseException} what must not be, and
 * leaves everything as it was.
 */
public final class ReleaseDesk {
    private final ReleaseStore store;
    private final TrustedKeys keys;
    private final Judge judge;
    private final Clock clock;

    /** Says what one release in place of another changes. */
    public interface Judge {
        Change compare(Release before, Release after);
    }

    /**
     * Who does something, and why.
     *
     * @param key signs for it
     * @param user the name of the user, as the system knows it
     */
    public record Actor(SigningKey key, String user, String reason) {}

    /**
     * @param redis for this desk alone
     * @param events the stream of events
     * @param keys whose signatures count
     */
    public ReleaseDesk(
            StatefulRedisConnection<String, byte[]> redis, String events, TrustedKeys keys, Judge judge, Clock clock) {
        this.store = new ReleaseStore(redis, events);
        this.keys = keys;
        this.judge = judge;
        this.clock = clock;
    }

    /**
     * Publishes a release; nothing is decided by it yet.
     *
     * @return whether it was not there before
     */
    public boolean publish(Release release, String user, String reason) {
        TrustedKey by = keys.find(release.signed().key()).orElseThrow();
        String version = release.manifest().version();
        long answer = store.publish(
                release,
                ReleaseEvent.of(ReleaseEvent.PUBLISHED, clock.instant(), release, by, user, reason)
                        .changing("", "published, not active"));
        if (answer < 0) {
            throw new ReleaseException("another release is published as " + version
                    + ", and a release never changes; raise the version in rulebook.yaml and release again");
        }
        return answer > 0;
    }

    /** A published release, verified. */
    public Release release(String version) {
        return store.release(version, keys);
    }

    /** The active release, verified; empty when there is none. */
    public Optional<Release> active() {
        return active(store.active());
    }

    private Optional<Release> active(byte[] record) {
        if (record.length == 0) {
            return Optional.empty();
        }
        return Optional.of(release(ReleaseStore.parse(record).order(keys).version()));
    }

    /** What a release changes, compared with the active one; unclear when there is none. */
    private Change change(Optional<Release> active, Release release) {
        return active.map(before -> judge.compare(before, release)).orElse(Change.UNCLEAR);
    }

    /** Nobody approves what they have released themselves. */
    public void expectOtherThanReleaser(Release release, Actor actor) {
        if (actor.key().owner().id().equals(release.signed().key())) {
            throw new ReleaseException("release " + release.manifest().version() + " was released by the same key, "
                    + actor.key().owner() + "; another key must approve");
        }
    }

    /**
     * Consents that a release replaces another one; the approval counts while that one is active.
     *
     * @param replaced the one that it was compared with; empty when none was active
     */
    public void approve(Release release, Optional<Release> replaced, Actor actor) {
        expectOtherThanReleaser(release, actor);
        String version = release.manifest().version();
        String replaces = replaced.map(Release::digest).orElse("");
        Approval approval =
                new Approval(version, release.digest(), replaces, Times.text(clock.instant()), actor.reason());
        ReleaseEvent event = event(ReleaseEvent.APPROVED, release, actor)
                .and("replaces", replaces)
                .changing("", "approved in place of " + title(replaced));
        if (!store.approve(release, Signed.by(actor.key(), approval), event)) {
            throw new ReleaseException("release " + version + " was replaced meanwhile; look at releases again");
        }
    }

    /**
     * Makes a release the active one for every daemon.
     *
     * @return what it changes
     */
    public Change activate(String version, Actor actor) {
        byte[] seen = store.active();
        List<byte[]> history = store.history();
        Release release = release(version);
        Optional<Release> active = active(seen);
        if (active.map(Release::digest).filter(release.digest()::equals).isPresent()) {
            throw new ReleaseException("release " + version + " is already active");
        }
        String replaces = active.map(Release::digest).orElse("");
        Change change = change(active, release);
        List<Signed> approval = change.needsApproval() ? List.of(approval(release, replaces, change)) : List.of();
        Activation order = order(Activation.ACTIVATE, release, replaces, change, actor);
        ActiveRelease record = new ActiveRelease(Signed.by(actor.key(), order), approval, List.of());
        ReleaseEvent event = event(ReleaseEvent.ACTIVATED, release, actor)
                .and("replaces", replaces)
                .and("change", change.name())
                .and("approved_by", approvers(approval))
                .changing(title(active), title(Optional.of(release)));
        refuse(store.activate(seen, newest(history), version, Activation.ACTIVATE, record, event), version);
        return change;
    }

    /**
     * Goes back to the release that was active before.
     *
     * @return its version
     */
    public String rollBack(Actor actor) {
        byte[] seen = store.active();
        List<byte[]> history = store.history();
        if (history.size() < 2) {
            throw new ReleaseException("there is no earlier release to go back to; activate another one instead");
        }
        ActiveRelease before = ReleaseStore.parse(history.get(1));
        Activation earlier = before.order(keys);
        Release release = release(earlier.version());
        before.verify(release, keys);
        Activation replaced = ReleaseStore.parse(seen).order(keys);
        String replaces = replaced.digest();
        Activation order = order(Activation.ROLLBACK, release, replaces, earlier.change(), actor);
        ActiveRelease record =
                new ActiveRelease(Signed.by(actor.key(), order), before.approval(), List.of(before.activation()));
        ReleaseEvent event = event(ReleaseEvent.ROLLED_BACK, release, actor)
                .and("replaces", replaces)
                .and("approved_by", approvers(before.approval()))
                .changing(ShortDigest.beside(replaced.version(), replaces), title(Optional.of(release)));
        String version = earlier.version();
        refuse(store.activate(seen, newest(history), version, Activation.ROLLBACK, record, event), version);
        return version;
    }

    private Signed approval(Release release, String replaces, Change change) {
        String version = release.manifest().version();
        StringBuilder why = new StringBuilder();
        for (Signed approval : store.approvals(version)) {
            try {
                ActiveRelease.verifyApproval(approval, release, replaces, keys);
                return approval;
            } catch (ReleaseException e) {
                why.append("; ").append(e.getMessage());
            }
        }
        String since = replaces.isEmpty()
                ? "there is no active release to compare release " + version + " with"
                : "release " + version + " is " + change.words();
        throw new ReleaseException(since + ", so someone with a key other than "
                + keys.nameOf(release.signed().key()) + "'s must approve it first: governor approve " + version
                + " --key FILE --reason \"...\"" + why);
    }

    private Activation order(String action, Release release, String replaces, Change change, Actor actor) {
        return new Activation(
                action,
                release.manifest().version(),
                release.digest(),
                replaces,
                change,
                Times.text(clock.instant()),
                actor.reason());
    }

    private ReleaseEvent event(String name, Release release, Actor actor) {
        Instant at = clock.instant();
        return ReleaseEvent.of(name, at, release, actor.key().owner(), actor.user(), actor.reason());
    }

    private static String title(Optional<Release> release) {
        return release.map(r -> ShortDigest.beside(r.manifest().version(), r.digest()))
                .orElse("none");
    }

    private String approvers(List<Signed> approval) {
        return approval.stream().map(a -> keys.nameOf(a.key())).collect(Collectors.joining(", "));
    }

    private static byte[] newest(List<byte[]> history) {
        return history.isEmpty() ? "".getBytes(UTF_8) : Arrays.copyOf(history.get(0), history.get(0).length);
    }

    private static void refuse(long answer, String version) {
        if (answer == 0) {
            throw new ReleaseException("another release was activated meanwhile; look at releases, then try again");
        }
        if (answer < 0) {
            throw new ReleaseException("the file of release " + version + " is gone from Redis; publish it again");
        }
    }

    /** Everything there is to be seen. */
    public ReleaseList list() {
        Map<String, String> versions = store.versions();
        return ReleaseList.of(store, versions, keys);
    }
}
