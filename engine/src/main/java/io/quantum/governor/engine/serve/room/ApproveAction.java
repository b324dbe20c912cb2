package io.quantum.governor.engine.serve.room;

import io.quantum.governor.engine.rules.rulebook.ShortDigest;
import io.quantum.governor.engine.serve.release.Draft;
import io.quantum.governor.engine.serve.release.Release;
import io.quantum.governor.engine.serve.release.ReleaseDesk;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Consents that a release replaces the active one. */
final class ApproveAction extends ReleaseAction {
    private final String version;

    ApproveAction(ReleasesNow releases, String version) {
        super("approve", releases);
        this.version = version;
    }

    @Override
    Draft draft(String reason, Instant at) {
        ReleaseDesk desk = releases.desk();
        Release release = desk.release(version);
        Optional<Release> active = desk.active();
        if (active.map(Release::digest).filter(release.digest()::equals).isPresent()) {
            throw ActivateAction.isActive(version);
        }
        return desk.approval(release, active, desk.change(active, release), reason, at);
    }

    @Override
    public void prepare() {
        releases.compare(version);
    }

    @Override
    String title() {
        return "Approve release " + version;
    }

    @Override
    List<String> changes() {
        return releases.changes(version);
    }

    @Override
    List<String> will(Map<String, String> signs) {
        return List.of(
                "put on record, signed by your key, that release "
                        + ShortDigest.beside(version, signs.getOrDefault("digest", "")) + " may take the place of "
                        + releases.active(),
                "let it be activated while that is active");
    }

    @Override
    List<String> wont() {
        return List.of(
                "activate it", "count when the same key has released it", "count after another one is activated");
    }

    @Override
    boolean loosens(Draft draft) {
        return false;
    }

    @Override
    String command() {
        return "governor approve " + version + " --key FILE --reason \"why\"";
    }

    @Override
    String done(Map<String, String> signs) {
        return "Release " + version + " is approved.";
    }
}
