package io.quantum.governor.engine.serve.room;

import io.quantum.governor.engine.serve.release.Draft;
import io.quantum.governor.engine.serve.release.GivenSignature;
import io.quantum.governor.engine.serve.release.ReleaseException;
import io.quantum.governor.engine.serve.release.Signed;
import io.quantum.governor.engine.serve.room.Sessions.RefusedException;
import io.undertow.util.StatusCodes;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Does something to releases that somebody signs with a key of their own, where the governor does not see it. What they
 * sign is written here, twice alike: when they ask for it, and when its signature comes.
 */
abstract class ReleaseAction implements Action {
    /** So long a person may take between the two, and so far clocks may differ. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final String name;
    final ReleasesNow releases;

    /** @param name of the action */
    ReleaseAction(String name, ReleasesNow releases) {
        this.name = name;
        this.releases = releases;
    }

    /**
     * What is signed.
     *
     * @param at when it is written; the draft says later where that would not be after the order before
     */
    abstract Draft draft(String reason, Instant at);

    /** What it leads to, as a button says it. */
    abstract String title();

    /** What it changes for rules, a line each; nothing while that is not known. */
    abstract List<String> changes();

    abstract List<String> will(Map<String, String> signs);

    abstract List<String> wont();

    /** Whether it may permit more than before. */
    boolean loosens(Draft draft) {
        return draft.change().needsApproval();
    }

    abstract String command();

    /** What was done, when it is. */
    abstract String done(Map<String, String> signs);

    @Override
    public Preview preview() {
        try {
            Draft draft = draft("", releases.clock().instant());
            Map<String, String> signs = signs(draft);
            return preview("", loosens(draft), will(signs), signs);
        } catch (ReleaseException e) {
            return preview(String.valueOf(e.getMessage()), false, List.of(), Map.of());
        }
    }

    private Preview preview(String whyNot, boolean loosens, List<String> will, Map<String, String> signs) {
        String type = loosens ? releases.mode().get().name() : "";
        return new Preview(name, title(), loosens, whyNot, now(), will, wont(), type, signs, command());
    }

    private List<String> now() {
        try {
            return Stream.concat(releases.stand().stream(), changes().stream()).toList();
        } catch (ReleaseException e) {
            return List.of();
        }
    }

    /** What a draft says but when and why, which nobody knows before. */
    private static Map<String, String> signs(Draft draft) {
        Map<String, String> signs = new LinkedHashMap<>(Map.of("kind", draft.kind()));
        signs.putAll(draft.says());
        signs.remove("at");
        signs.remove("reason");
        return signs;
    }

    @Override
    public Optional<ToSign> toSign(String reason) {
        Draft draft = draft(reason, releases.clock().instant());
        return Optional.of(new ToSign(draft.at().toString(), Base64.getEncoder().encodeToString(draft.message())));
    }

    @Override
    public String perform(Asked asked) throws RefusedException {
        Instant at = at(asked.at());
        Draft draft = draft(asked.operator().reason(), at);
        if (draft.at().isAfter(at)) {
            throw signAgain(at, "the order that is active by now is not older");
        }
        draft.carryOut(signed(draft, asked.signature()), asked.operator());
        Map<String, String> signs = signs(draft);
        return done(signs);
    }

    private Signed signed(Draft draft, String signature) throws RefusedException {
        try {
            return draft.signedBy(new GivenSignature(signature, releases.trusted()));
        } catch (ReleaseException e) {
            throw new RefusedException(StatusCodes.FORBIDDEN, "signature: " + e.getMessage());
        }
    }

    private static RefusedException signAgain(Instant at, String why) {
        return new RefusedException(
                StatusCodes.BAD_REQUEST,
                "at: what was signed was written at " + at + ", and " + why
                        + "; ask for the statement again, and sign that");
    }

    private Instant at(String text) throws RefusedException {
        Instant now = releases.clock().instant();
        try {
            Instant at = Instant.parse(text);
            if (Duration.between(at, now).abs().compareTo(LONGEST) > 0) {
                throw signAgain(at, "it is " + now);
            }
            return at;
        } catch (DateTimeParseException e) {
            throw new RefusedException(
                    StatusCodes.BAD_REQUEST,
                    "at and signature: this must be signed; POST .../statement tells what to sign, and when it was written");
        }
    }
}
