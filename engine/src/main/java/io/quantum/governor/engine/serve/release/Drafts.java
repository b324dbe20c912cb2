package io.quantum.governor.engine.serve.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.rules.rulebook.ShortDigest;
import io.quantum.governor.engine.serve.act.Operator;
import io.quantum.governor.engine.tools.compare.Change;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Drafts what can be signed now, by what is active and published, and refuses what must not be. A statement says when it
 * was written; what goes on record is when it was carried out.
 */
final class Drafts {
    private final ReleaseStore store;
    private final TrustedKeys keys;
    private final ReleaseDesk.Judge judge;
    private final Clock clock;

    Drafts(ReleaseStore store, TrustedKeys keys, ReleaseDesk.Judge judge, Clock clock) {
        this.store = store;
        this.keys = keys;
        this.judge = judge;
        this.clock = clock;
    }

    private Release release(String version) {
        return store.release(version, keys);
    }

    Optional<Release> active(byte[] record) {
        return lastOrder(record).map(order -> release(order.version()));
    }

    private Optional<Activation> lastOrder(byte[] record) {
        return record.length == 0
                ? Optional.empty()
                : Optional.of(ReleaseStore.parse(record).order(keys));
    }

    /** An order is later than the one that it follows, so what was signed for an earlier one never counts again. */
    private static Instant after(Activation last, Instant at) {
        Instant earliest = Times.parse(last.at()).plusSeconds(1);
        return at.isBefore(earliest) ? earliest : at;
    }

    /** What a release changes, compared with the active one; unclear when there is none. */
    Change change(Optional<Release> active, Release release) {
        return active.map(before -> judge.compare(before, release)).orElse(Change.UNCLEAR);
    }

    /** Nobody approves what they have released themselves. */
    void expectOtherThanReleaser(Release release, TrustedKey owner) {
        if (owner.id().equals(release.signed().key())) {
            throw new ReleaseException("release " + release.manifest().version() + " was released by the same key, "
                    + owner + "; another key must approve");
        }
    }

    /**
     * The consent that a release replaces another one; it counts while that one is active.
     *
     * @param replaced the one that it was compared with; empty when none was active
     * @param change what it changes
     * @param at when it is written
     */
    Draft approval(Release release, Optional<Release> replaced, Change change, String reason, Instant at) {
        String version = release.manifest().version();
        String replaces = replaced.map(Release::digest).orElse("");
        Approval approval = new Approval(version, release.digest(), replaces, Times.text(at), reason);
        return new Draft(
                approval,
                change,
                signed -> expectOtherThanReleaser(release, owner(signed, Approval.class)),
                (signed, operator) -> {
                    ReleaseEvent event = event(ReleaseEvent.APPROVED, release, signed, operator)
                            .and("replaces", replaces)
                            .changing("", "approved in place of " + title(replaced));
                    if (!store.approve(release, signed, event)) {
                        throw new ReleaseException(
                                "release " + version + " was replaced meanwhile; look at releases again");
                    }
                });
    }

    /**
     * The order that a release decides for every daemon.
     *
     * @param at when it is written; later where it would not be after the order before
     */
    Draft activation(String version, String reason, Instant at) {
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
        Instant written = lastOrder(seen).map(last -> after(last, at)).orElse(at);
        Activation order = order(Activation.ACTIVATE, release, replaces, change, reason, written);
        return new Draft(order, change, signed -> owner(signed, Activation.class), (signed, operator) -> {
            ReleaseEvent event = event(ReleaseEvent.ACTIVATED, release, signed, operator)
                    .and("replaces", replaces)
                    .and("change", change.name())
                    .and("approved_by", approvers(approval))
                    .changing(title(active), title(Optional.of(release)));
            ActiveRelease record = new ActiveRelease(signed, approval, List.of());
            refuse(store.activate(seen, newest(history), version, Activation.ACTIVATE, record, event), version);
        });
    }

    /**
     * The order to go back to the release that was active before. What that changes is told by what was signed then.
     *
     * @param at when it is written; later where it would not be after the order before
     */
    Draft rollback(String reason, Instant at) {
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
        Activation order = order(Activation.ROLLBACK, release, replaces, earlier.change(), reason, after(replaced, at));
        Change back = ReleaseStore.parse(history.get(0)).order(keys).takenBack(release.digest(), replaces);
        return new Draft(order, back, signed -> owner(signed, Activation.class), (signed, operator) -> {
            ReleaseEvent event = event(ReleaseEvent.ROLLED_BACK, release, signed, operator)
                    .and("replaces", replaces)
                    .and("approved_by", approvers(before.approval()))
                    .changing(ShortDigest.beside(replaced.version(), replaces), title(Optional.of(release)));
            ActiveRelease record = new ActiveRelease(signed, before.approval(), List.of(before.activation()));
            String version = earlier.version();
            refuse(store.activate(seen, newest(history), version, Activation.ROLLBACK, record, event), version);
        });
    }

    /** Whose key it is, which signs nothing after its last day. */
    private TrustedKey owner(Signed signed, Class<? extends Signed.Statement> kind) {
        signed.read(kind, keys);
        return keys.find(signed.key()).orElseThrow();
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

    private static Activation order(
            String action, Release release, String replaces, Change change, String reason, Instant at) {
        String version = release.manifest().version();
        return new Activation(action, version, release.digest(), replaces, change, Times.text(at), reason);
    }

    private ReleaseEvent event(String name, Release release, Signed signed, Operator operator) {
        TrustedKey by = keys.find(signed.key()).orElseThrow();
        return ReleaseEvent.of(name, clock.instant(), release, by, operator);
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
}
