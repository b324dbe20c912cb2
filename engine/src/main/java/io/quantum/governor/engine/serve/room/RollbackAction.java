package io.quantum.governor.engine.serve.room;

import io.quantum.governor.engine.serve.release.Draft;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Goes back to the release that was active before. */
final class RollbackAction extends ReleaseAction {
    RollbackAction(ReleasesNow releases) {
        super("rollback", releases);
    }

    @Override
    Draft draft(String reason, Instant at) {
        return releases.desk().rollback(reason, at);
    }

    @Override
    String title() {
        return "Go back to the release before";
    }

    /** Whoever goes back is in a hurry: what was signed when the active release replaced the other one is enough. */
    @Override
    List<String> changes() {
        Draft draft = draft("", releases.clock().instant());
        return List.of("release " + draft.says().getOrDefault("version", "") + " in place of the active one: "
                + draft.change().words());
    }

    @Override
    List<String> will(Map<String, String> signs) {
        return ActivateAction.takenBy(signs, releases.active());
    }

    @Override
    List<String> wont() {
        return List.of("decide again what was decided before", "need an approval");
    }

    @Override
    String command() {
        return "governor rollback --key FILE --reason \"why\"";
    }

    @Override
    String done(Map<String, String> signs) {
        return "Release " + signs.getOrDefault("version", "") + " is active again.";
    }
}
