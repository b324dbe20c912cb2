package io.quantum.governor.engine.serve.room;

import io.quantum.governor.engine.rules.rulebook.ShortDigest;
import io.quantum.governor.engine.serve.release.Draft;
import io.quantum.governor.engine.serve.release.ReleaseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Makes a release the active one. */
final class ActivateAction extends ReleaseAction {
    private final String version;

    ActivateAction(ReleasesNow releases, String version) {
        super("activate", releases);
        this.version = version;
    }

    static ReleaseException isActive(String version) {
        return new ReleaseException("release " + version + " is already active");
    }

    /**
     * What makes a release decide.
     *
     * @param replaced the one that decides until then
     */
    static List<String> takenBy(Map<String, String> signs, String replaced) {
        return List.of(
                "make release "
                        + ShortDigest.beside(signs.getOrDefault("version", ""), signs.getOrDefault("digest", ""))
                        + " the active one, in place of " + replaced,
                "let every daemon decide by it within about a second, if it passes its checks there");
    }

    @Override
    Draft draft(String reason, Instant at) {
        return releases.desk().activation(version, reason, at);
    }

    @Override
    public void prepare() {
        releases.compare(version);
    }

    @Override
    String title() {
        return "Activate release " + version;
    }

    @Override
    List<String> changes() {
        return releases.changes(version);
    }

    @Override
    List<String> will(Map<String, String> signs) {
        return takenBy(signs, releases.active());
    }

    @Override
    List<String> wont() {
        return List.of("decide again what was decided before", "take back permits that were given");
    }

    @Override
    String command() {
        return "governor activate " + version + " --key FILE --reason \"why\"";
    }

    @Override
    String done(Map<String, String> signs) {
        return "Release " + version + " is active.";
    }
}
