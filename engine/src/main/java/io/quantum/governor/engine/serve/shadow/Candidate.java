package io.quantum.governor.engine.serve.shadow;

import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.ShortDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * A rulebook that is to judge live plans without deciding them, as it is announced to all daemons.
 *
 * @param id differs from every other's, also when the same rulebook is shadowed again
 * @param name the rulebook's
 * @param version the rulebook's
 * @param digest the rulebook's
 * @param from where it comes from, for people: {@code release 1.1.0}, or a directory
 * @param by the name of the user who announced it
 * @param at when, ISO 8601
 * @param ended when shadowing was ended; empty while it lasts
 */
public record Candidate(
        String id, String name, String version, String digest, String from, String by, String at, String ended) {

    /** A candidate that nobody has heard of yet. */
    public static Candidate of(RulebookFiles rules, String from, String by, Instant at) {
        return new Candidate(
                UUID.randomUUID().toString(),
                rules.manifest().name(),
                rules.manifest().version(),
                rules.digest(),
                from,
                by,
                at.truncatedTo(ChronoUnit.SECONDS).toString(),
                "");
    }

    /** The same, ended. */
    public Candidate endedAt(Instant moment) {
        String end = moment.truncatedTo(ChronoUnit.SECONDS).toString();
        return new Candidate(id, name, version, digest, from, by, at, end);
    }

    /** Whether plans are to be judged by it. */
    public boolean lasts() {
        return ended.isEmpty();
    }

    /** How people are told of it: {@code quantum-governor 1.1.0 (0123456789ab)}. */
    public String title() {
        return name + " " + ShortDigest.beside(version, digest);
    }
}
