package io.quantum.governor.engine.serve.shadow;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.rules.rulebook.RulebookException;
import io.quantum.governor.engine.serve.act.Operator;
import io.quantum.governor.engine.serve.release.Release;
import io.quantum.governor.engine.serve.release.ReleaseException;
import io.quantum.governor.engine.serve.release.ReleaseFiles;
import io.quantum.governor.engine.serve.release.TrustedKeys;
import io.quantum.governor.loaders.redis.Cell;
import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.redis.Script;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The candidate in Redis, where every daemon finds it, and what the daemons say of it. */
public final class CandidateStore {
    private static final String SET = new Script(CandidateStore.class, "candidate.lua").text();
    private static final String ROOT = Cell.key("quantum:governor:shadow:");
    /** String, JSON: the candidate; the last one when none is shadowed. */
    private static final String CANDIDATE = ROOT + "candidate";
    /** So long a report can be read after the last daemon has written to it. */
    private static final Duration REPORT_LASTS = Duration.ofDays(30);

    private final StatefulRedisConnection<String, byte[]> redis;

    /** @param redis flushed by itself; others may use it too */
    public CandidateStore(StatefulRedisConnection<String, byte[]> redis) {
        this.redis = redis;
    }

    /** The candidate that was announced last, which may have ended; empty when there never was one. */
    public Optional<Candidate> last() {
        byte @Nullable [] record = redis.sync().get(CANDIDATE);
        return record == null ? Optional.empty() : Optional.of(read(record, Candidate.class, CANDIDATE));
    }

    /**
     * Announces a candidate to all daemons, in place of the one before.
     *
     * @param file a release file, or the same without a signature
     * @param operator who announces it
     */
    public void put(Candidate candidate, byte[] file, Operator operator) {
        Optional<Candidate> before = last();
        redis.sync().set(file(candidate), file);
        set(
                candidate,
                deed("SHADOW_STARTED", Instant.parse(candidate.at()), operator, candidate)
                        .changing(before.map(CandidateStore::state).orElse("none"), state(candidate)));
        before.ifPresent(b -> redis.sync().del(file(b)));
    }

    /**
     * Ends shadowing; what was counted stays.
     *
     * @param operator who ends it
     */
    public void end(Candidate candidate, Instant at, Operator operator) {
        Candidate ended = candidate.endedAt(at);
        set(ended, deed("SHADOW_ENDED", at, operator, candidate).changing(state(candidate), state(ended)));
        redis.sync().del(file(candidate));
    }

    /** The candidate and the deed, both or none. */
    private void set(Candidate candidate, Deed deed) {
        redis.sync()
                .eval(
                        SET,
                        ScriptOutputType.INTEGER,
                        new String[] {CANDIDATE, Keys.AUDIT},
                        Json.bytes(candidate),
                        deed.json());
    }

    private static Deed deed(String name, Instant at, Operator operator, Candidate candidate) {
        return Deed.of(name, at, operator.name(), operator.from())
                .because(operator.reason())
                .on(candidate.version(), candidate.digest())
                .and(Map.of("candidate", candidate.from()));
    }

    private static String state(Candidate candidate) {
        return candidate.lasts() ? candidate.title() + " judges beside" : "none";
    }

    /**
     * A candidate's files.
     *
     * @param keys whose signatures count; empty when nothing need be signed
     * @throws RulebookException when they are gone
     * @throws ReleaseException when they are damaged, or not signed by one of the keys
     */
    public ReleaseFiles files(Candidate candidate, Optional<TrustedKeys> keys) {
        byte @Nullable [] file = redis.sync().get(file(candidate));
        if (file == null) {
            throw new RulebookException("the candidate's file is gone from Redis; run governor shadow again");
        }
        if (keys.isEmpty()) {
            return ReleaseFiles.unpack(file);
        }
        if (!Release.isSigned(file)) {
            throw new ReleaseException(
                    "this daemon takes signed releases only (GOV_RULEBOOK_KEYS), and the candidate is"
                            + " a directory; release and publish it, then run governor shadow VERSION");
        }
        return Release.read(file, keys.get()).files();
    }

    /** Writes how a daemon gets on with a candidate, in place of what it said before. */
    public void tell(Candidate candidate, DaemonShadow daemon) {
        redis.sync().hset(report(candidate), daemon.daemon(), Json.bytes(daemon));
        redis.sync().expire(report(candidate), REPORT_LASTS);
    }

    /** What every daemon says of a candidate, in order of their names. */
    public List<DaemonShadow> told(Candidate candidate) {
        List<DaemonShadow> all = new ArrayList<>();
        redis.sync()
                .hgetall(report(candidate))
                .forEach((daemon, said) -> all.add(read(said, DaemonShadow.class, daemon)));
        all.sort(Comparator.comparing(DaemonShadow::daemon));
        return all;
    }

    private static String file(Candidate candidate) {
        return ROOT + "file:" + candidate.id();
    }

    private static String report(Candidate candidate) {
        return ROOT + "report:" + candidate.id();
    }

    private static <T> T read(byte[] json, Class<T> kind, String where) {
        try {
            return Json.MAPPER.readValue(json, kind);
        } catch (IOException e) {
            throw new ReleaseException(where + " can't be read; run governor shadow again (" + e.getMessage() + ")");
        }
    }
}
