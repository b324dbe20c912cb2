package io.quantum.governor.engine.serve.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.serve.release.Release;
import io.quantum.governor.engine.serve.release.ReleaseException;
import io.quantum.governor.engine.tools.compare.RulebookDiff;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What releases change in place of others. Comparing takes a minute and is a job like others, so nobody waits for it: whoever
 * asks is told that it goes on, and asks again. What was found is kept. Whoever may not begin one is told what is known. Safe for use by several threads.
 */
public final class KeptComparisons {
    private static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);
    private static final int MOST = 16;
    private static final String BY = "the dialog of a release";

    private final Jobs jobs;
    private final Clock clock;
    /** The ids of jobs, by what they compare. */
    private final Map<String, String> begun = new HashMap<>();

    private final Map<String, RulebookDiff> kept = new LinkedHashMap<>();
    /** Why the last one that should have begun did not. */
    private String hindrance = "";

    /** @param jobs where they are compared, one after the other, and after what others have started */
    public KeptComparisons(Jobs jobs, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * Begins to find out what the second in place of the first changes, unless that is known or going on.
     *
     * @param before a release that can be trusted; so is the other one
     */
    public synchronized void begin(Release before, Release after) {
        String pair = pair(before, after);
        boolean goesOn = job(pair).filter(last -> !isToBeTriedAgain(last)).isPresent();
        if (!kept.containsKey(pair) && !goesOn) {
            hindrance = start(pair, before, after);
        }
    }

    /**
     * What the second in place of the first changes.
     *
     * @throws ReleaseException when that is not known yet, or can't be found out
     */
    public synchronized RulebookDiff of(Release before, Release after) {
        String pair = pair(before, after);
        @Nullable RulebookDiff known = kept.get(pair);
        if (known != null) {
            return known;
        }
        Job job = job(pair)
                .orElseThrow(() -> new ReleaseException(
                        hindrance.isEmpty()
                                ? named(after) + " is not compared with " + named(before)
                                        + " yet; that begins when somebody looks here who is signed in as an operator"
                                : named(after) + " can't be compared with " + named(before) + " yet: " + hindrance));
        RulebookDiff diff = switch (job.state()) {
            case running ->
                throw new ReleaseException(named(after) + " is still being compared with " + named(before)
                        + ", which takes a minute or two");
            case done -> diff(job);
            case failed, cancelled ->
                throw new ReleaseException(named(before) + " and " + named(after) + " can't be compared here: "
                        + job.why() + "; ask again in a minute, or use the command line");
        };
        keep(pair, diff);
        return diff;
    }

    private Optional<Job> job(String pair) {
        return Optional.ofNullable(begun.get(pair)).flatMap(jobs::find);
    }

    private static String pair(Release before, Release after) {
        return before.digest() + " " + after.digest();
    }

    private boolean isToBeTriedAgain(Job job) {
        return (job.state() == Job.State.failed || job.state() == Job.State.cancelled)
                && job.ended().plus(BETWEEN_TRIES).isBefore(clock.instant());
    }

    /** Empty when it has started; else why not. */
    private String start(String pair, Release before, Release after) {
        begun.remove(pair);
        try {
            Job job = jobs.start(
                    new JobOrder(
                            JobOrder.Kind.diff,
                            "what differs between " + named(before) + " and " + named(after),
                            List.of(before.texts(), after.texts()),
                            after.digest(),
                            List.of()),
                    BY);
            begun.put(pair, job.id());
            return "";
        } catch (Jobs.BusyException | IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void keep(String pair, RulebookDiff diff) {
        begun.remove(pair);
        if (kept.size() >= MOST) {
            kept.remove(kept.keySet().iterator().next());
        }
        kept.put(pair, diff);
    }

    /** The command prints the text of both besides. */
    private static RulebookDiff diff(Job job) {
        try {
            return Json.MAPPER
                    .readerFor(RulebookDiff.class)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(job.result());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("governor diff prints what governor can't read", e);
        }
    }

    private static String named(Release release) {
        return "release " + release.manifest().version();
    }
}
