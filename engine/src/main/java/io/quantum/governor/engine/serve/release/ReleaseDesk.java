package io.quantum.governor.engine.serve.release;

import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.serve.act.Operator;
import io.quantum.governor.engine.tools.compare.Change;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Publishes, approves, activates and rolls back. Each refuses with a {@link ReleaseException} what must not be, and
 * leaves everything as it was.
 */
public final class ReleaseDesk {
    private final ReleaseStore store;
    private final TrustedKeys keys;
    private final Drafts drafts;
    private final Clock clock;

    /** Says what one release in place of another changes. */
    public interface Judge {
        Change compare(Release before, Release after);
    }

    /**
     * Who signs, and who does it from where and why.
     *
     * @param operator by the name that the system knows
     */
    public record Actor(Signer signer, Operator operator) {}

    /**
     * @param redis for this desk alone
     * @param events the stream of events
     * @param keys whose signatures count
     * @param clock tells when things are done
     */
    public ReleaseDesk(
            StatefulRedisConnection<String, byte[]> redis, String events, TrustedKeys keys, Judge judge, Clock clock) {
        this.store = new ReleaseStore(redis, events);
        this.keys = keys;
        this.drafts = new Drafts(store, keys, judge, clock);
        this.clock = clock;
    }

    /**
     * Publishes a release; nothing is decided by it yet.
     *
     * @return whether it was not there before
     */
    public boolean publish(Release release, Operator operator) {
        TrustedKey by = keys.find(release.signed().key()).orElseThrow();
        String version = release.manifest().version();
        long answer = store.publish(
                release,
                ReleaseEvent.of(ReleaseEvent.PUBLISHED, clock.instant(), release, by, operator)
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
        return drafts.active(store.active());
    }

    /** What a release changes, compared with the active one; unclear when there is none. */
    public Change change(Optional<Release> active, Release release) {
        return drafts.change(active, release);
    }

    /** Nobody approves what they have released themselves. */
    public void expectOtherThanReleaser(Release release, TrustedKey owner) {
        drafts.expectOtherThanReleaser(release, owner);
    }

    /**
     * The consent that a release replaces another one; it counts while that one is active.
     *
     * @param replaced the one that it was compared with; empty when none was active
     * @param change what it changes
     * @param at when it is written
     */
    public Draft approval(Release release, Optional<Release> replaced, Change change, String reason, Instant at) {
        return drafts.approval(release, replaced, change, reason, at);
    }

    /**
     * The order that a release decides for every daemon.
     *
     * @param at when it is written; the draft says later where that would not be after the order before
     */
    public Draft activation(String version, String reason, Instant at) {
        return drafts.activation(version, reason, at);
    }

    /**
     * The order to go back to the release that was active before. What that changes is told by what was signed then.
     *
     * @param at as of {@link #activation}
     */
    public Draft rollback(String reason, Instant at) {
        return drafts.rollback(reason, at);
    }

    /** As {@link #approval}, signed and done. */
    public void approve(Release release, Optional<Release> replaced, Actor actor) {
        sign(approval(release, replaced, Change.UNCLEAR, actor.operator().reason(), clock.instant()), actor);
    }

    /**
     * As {@link #activation}, signed and done.
     *
     * @return what it changes
     */
    public Change activate(String version, Actor actor) {
        return sign(activation(version, actor.operator().reason(), clock.instant()), actor)
                .change();
    }

    /**
     * As {@link #rollback}, signed and done.
     *
     * @return the version that decides then
     */
    public String rollBack(Actor actor) {
        return sign(rollback(actor.operator().reason(), clock.instant()), actor)
                .says()
                .getOrDefault("version", "");
    }

    private static Draft sign(Draft draft, Actor actor) {
        draft.carryOut(draft.signedBy(actor.signer()), actor.operator());
        return draft;
    }

    /** Everything there is to be seen. */
    public ReleaseList list() {
        Map<String, String> versions = store.versions();
        return ReleaseList.of(store, versions, keys);
    }
}
