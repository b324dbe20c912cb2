package io.quantum.governor.engine.serve.job;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A job as it stands.
 *
 * @param id differs from that of every other job
 * @param what it does, for people
 * @param digest of the rulebook that it is about; empty when it is about none
 * @param by who has started it
 * @param pid of its process
 * @param progress the newest of what it has told of how far it is; empty when it has told nothing
 * @param ended {@link Instant#EPOCH} while it runs
 * @param result what the command has printed, as JSON; empty when it has printed none
 * @param why it has failed; empty when it has not
 */
public record Job(
        String id,
        JobOrder.Kind kind,
        String what,
        String digest,
        String by,
        long pid,
        Instant started,
        Instant ended,
        State state,
        String progress,
        String result,
        String why) {
    /** How far a job is. */
    public enum State {
        /** It goes on. */
        running,
        /** It has come to an end, and has a result. */
        done,
        /** It has none, and says why. */
        failed,
        /** Somebody has cancelled it. */
        cancelled
    }

    Job at(String step) {
        return new Job(id, kind, what, digest, by, pid, started, ended, state, step, result, why);
    }

    Job ended(Instant now, State how, String printed, String because) {
        return new Job(id, kind, what, digest, by, pid, started, now, how, progress, printed, because);
    }

    /** What pages tell of it, without its result. */
    public Map<String, Object> told() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("id", id);
        told.put("kind", kind.name());
        told.put("what", what);
        told.put("by", by);
        told.put("pid", pid);
        told.put("state", state.name());
        told.put("started", started.toString());
        told.put("ended", state == State.running ? "" : ended.toString());
        told.put("progress", progress);
        told.put("why", why);
        return told;
    }
}
