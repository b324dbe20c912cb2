package io.quantum.governor.engine.serve.release;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Which release decides, and on whose authority.
 *
 * @param activation the order
 * @param approval the approval that the order rests on; none or one
 * @param earlier of a rollback, the order by which the release was activated before; none or one
 */
public record ActiveRelease(Signed activation, List<Signed> approval, List<Signed> earlier) {

    /**
     * What is ordered, if it may be.
     *
     * @param release the release that it names
     * @throws ReleaseException when an order or an approval is missing, forged or for something else
     */
    Activation verify(Release release, TrustedKeys keys) {
        Activation order = order(keys);
        if (!order.digest().equals(release.digest())) {
            throw new ReleaseException("what is published as " + order.version() + " is not what was activated;"
                    + " publish the genuine release file, or roll back");
        }
        Activation grounds = grounds(order, keys);
        if (grounds.change().needsApproval()) {
            verifyApproval(grounds, release, keys);
        }
        return order;
    }

    /** What is ordered, without a look at what it rests on. */
    Activation order(TrustedKeys keys) {
        return activation.read(Activation.class, keys);
    }

    /** Who ordered it when and why, and who approved, in words; a roll-back is called one. */
    String said(TrustedKeys keys) {
        Activation order = order(keys);
        String done = order.action().equals(Activation.ROLLBACK) ? "rolled back to by " : "activated by ";
        return done + keys.nameOf(activation.key()) + " at " + order.at() + ": " + order.reason()
                + approval.stream()
                        .map(a -> ", approved by " + keys.nameOf(a.key()))
                        .collect(Collectors.joining());
    }

    /** A rollback rests on the order that made the release active before. */
    private Activation grounds(Activation order, TrustedKeys keys) {
        if (!order.action().equals(Activation.ROLLBACK)) {
            return order;
        }
        if (earlier.isEmpty()) {
            throw new ReleaseException("a rollback to " + order.version() + ", which was never active; activate it");
        }
        Activation before = earlier.get(0).read(Activation.class, keys);
        if (!before.digest().equals(order.digest()) || !before.action().equals(Activation.ACTIVATE)) {
            throw new ReleaseException("a rollback to " + order.version() + ", which was never active; activate it");
        }
        return before;
    }

    private void verifyApproval(Activation grounds, Release release, TrustedKeys keys) {
        if (approval.isEmpty()) {
            throw new ReleaseException(
                    "release " + grounds.version() + " needs the approval of a second key and has none");
        }
        verifyApproval(approval.get(0), release, grounds.replaces(), keys);
    }

    /**
     * Refuses an approval that does not stand.
     *
     * @param replaces the digest of the release that is replaced
     */
    static void verifyApproval(Signed approval, Release release, String replaces, TrustedKeys keys) {
        Approval said = approval.read(Approval.class, keys);
        if (!said.digest().equals(release.digest())) {
            throw new ReleaseException("the approval of " + keys.nameOf(approval.key())
                    + " is for another release than " + release.manifest().version() + "; approve this one");
        }
        if (!said.replaces().equals(replaces)) {
            throw new ReleaseException("the approval of " + keys.nameOf(approval.key())
                    + " was given when another release was active; what it loosens may be another thing now, so"
                    + " approve again");
        }
        if (approval.key().equals(release.signed().key())) {
            throw new ReleaseException("the approval of release " + said.version()
                    + " is by the key that released it; another key must approve");
        }
    }
}
