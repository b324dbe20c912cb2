package io.quantum.governor.engine.serve.room;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.serve.job.JobOrder;
import io.quantum.governor.engine.serve.job.JobOrder.Kind;
import io.quantum.governor.engine.serve.job.KnownRulebooks;
import io.quantum.governor.engine.serve.job.KnownRulebooks.Found;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes an order of what somebody asks for: everything in it is looked up or parsed, nothing is passed on as it came. */
final class JobOrders {
    private final KnownRulebooks rulebooks;
    private final boolean archives;

    /** @param archives whether there is an archive that jobs can read */
    JobOrders(KnownRulebooks rulebooks, boolean archives) {
        this.rulebooks = rulebooks;
        this.archives = archives;
    }

    /**
     * The order.
     *
     * @throws IllegalArgumentException saying what can't be done, and what helps
     */
    JobOrder of(JsonNode asked) {
        String kind = asked.path("kind").asText();
        return switch (Arrays.stream(Kind.values())
                .filter(known -> known.name().equals(kind))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("kind: give one of " + Arrays.toString(Kind.values())))) {
            case diff -> diff(tested("before", asked), tested("after", asked));
            case replay -> replay(found("rules", asked), time("since", asked), time("until", asked));
            case coverage -> coverage(tested("rules", asked));
            case verify -> verify();
        };
    }

    private static JobOrder diff(Found before, Found after) {
        return new JobOrder(
                Kind.diff,
                "what differs between " + before.title() + " and " + after.title(),
                List.of(before.texts(), after.texts()),
                after.digest(),
                List.of());
    }

    private JobOrder replay(Found rules, Optional<Instant> since, Optional<Instant> until) {
        requireArchive();
        if (since.isPresent() && until.isPresent() && !since.get().isBefore(until.get())) {
            throw new IllegalArgumentException("since: give a time before until");
        }
        List<String> options = new ArrayList<>();
        since.ifPresent(time -> options.addAll(List.of("--since", time.toString())));
        until.ifPresent(time -> options.addAll(List.of("--until", time.toString())));
        return new JobOrder(
                Kind.replay,
                "the plans on record" + since.map(time -> " since " + time).orElse("")
                        + until.map(time -> " until " + time).orElse("") + ", decided by " + rules.title(),
                List.of(rules.texts()),
                rules.digest(),
                options);
    }

    private static JobOrder coverage(Found rules) {
        return new JobOrder(
                Kind.coverage,
                "what the tests of " + rules.title() + " show",
                List.of(rules.texts()),
                rules.digest(),
                List.of());
    }

    private JobOrder verify() {
        requireArchive();
        return new JobOrder(Kind.verify, "whether the archive is as it was written", List.of(), "", List.of());
    }

    private void requireArchive() {
        if (!archives) {
            throw new IllegalArgumentException(
                    "records stay in Redis: GOV_AUDIT_URL is off, so there is no archive to read; set it to where one is");
        }
    }

    /** One that is known with its tests. */
    private Found tested(String field, JsonNode asked) {
        Found found = found(field, asked);
        if (!found.isTested()) {
            throw new IllegalArgumentException(field + ": " + found.title()
                    + " is known from the record only, which holds no tests; publish it as a release, or use the command"
                    + " with its directory");
        }
        return found;
    }

    private Found found(String field, JsonNode asked) {
        try {
            return rulebooks.find(asked.path(field).asText().strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
        }
    }

    private static Optional<Instant> time(String field, JsonNode asked) {
        return Times.of(asked.path(field).asText().strip(), field);
    }
}
