package io.quantum.governor.engine.serve.room;

import io.quantum.governor.engine.rules.rulebook.RulebookException;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.serve.act.Operator;
import io.quantum.governor.engine.serve.release.Release;
import io.quantum.governor.engine.serve.release.ReleaseException;
import io.quantum.governor.engine.serve.shadow.Candidate;
import io.quantum.governor.engine.serve.shadow.CandidateStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets a release judge plans in the shadow, or ends that. */
final class CandidateAction implements Action {
    private final boolean on;
    private final ReleasesNow releases;
    private final String version;

    /**
     * @param on whether it begins, or ends
     * @param version of the release that begins
     */
    CandidateAction(boolean on, ReleasesNow releases, String version) {
        this.on = on;
        this.releases = releases;
        this.version = version;
    }

    private CandidateStore store() {
        return new CandidateStore(releases.redis().get());
    }

    private Optional<Candidate> running() {
        return store().last().filter(Candidate::lasts);
    }

    @Override
    public Preview preview() {
        try {
            Optional<Candidate> running = running();
            String now = running.map(
                            c -> "candidate " + c.title() + " from " + c.from() + " judges beside, by " + c.by())
                    .orElse("no candidate runs in the shadow");
            return on ? begins(now, running) : ends(now, running);
        } catch (ReleaseException | RulebookException e) {
            return told(
                    on ? "Let release " + version + " judge in the shadow" : "End the shadow",
                    String.valueOf(e.getMessage()),
                    "",
                    List.of(),
                    List.of());
        }
    }

    private Preview begins(String now, Optional<Candidate> running) {
        Release release = releases.desk().release(version);
        String digest = RulebookFiles.of(release.texts()).digest();
        return told(
                "Let release " + version + " judge in the shadow",
                running.filter(c -> c.digest().equals(digest)).isPresent() ? "it is the candidate already" : "",
                now,
                List.of(
                        "let every daemon judge each plan by " + ReleasesNow.title(release)
                                + " too, beside the rules that decide",
                        running.map(c -> "end candidate " + c.title()).orElse("count what would be decided otherwise")),
                List.of(
                        "permit, block or change anything",
                        "run at a daemon where it fails its checks; the page says so"));
    }

    private Preview ends(String now, Optional<Candidate> running) {
        return told(
                "End the shadow",
                running.isEmpty() ? "no candidate runs in the shadow" : "",
                now,
                List.of("let no daemon judge by the candidate any more"),
                List.of("change any decision", "delete what was counted"));
    }

    private Preview told(String title, String whyNot, String now, List<String> will, List<String> wont) {
        return new Preview(
                on ? "candidate-on" : "candidate-off",
                title,
                false,
                whyNot,
                now.isEmpty() ? List.of() : List.of(now),
                will,
                wont,
                "",
                Map.of(),
                on ? "governor shadow " + version + " --reason \"why\"" : "governor shadow stop --reason \"why\"");
    }

    @Override
    public String perform(Asked asked) {
        Operator operator = asked.operator();
        if (!on) {
            Optional<Candidate> ended = running();
            ended.ifPresent(c -> store().end(c, releases.clock().instant(), operator));
            return "No candidate runs in the shadow any more.";
        }
        Release release = releases.desk().release(version);
        Candidate candidate = Candidate.of(
                RulebookFiles.of(release.texts()),
                "release " + version,
                operator.name(),
                releases.clock().instant());
        store().put(candidate, release.toBytes(), operator);
        return "Candidate " + candidate.title() + " is announced to every daemon.";
    }
}
