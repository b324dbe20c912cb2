package io.quantum.governor.engine.serve.shadow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.rules.rulebook.RulebookException;
import io.quantum.governor.engine.serve.act.Operator;
import io.quantum.governor.engine.serve.release.Release;
import io.quantum.governor.engine.serve.release.ReleaseException;
import io.quantum.governor.engine.serve.release.TestKeys;
import io.quantum.governor.engine.serve.release.TestReleases;
import io.quantum.governor.engine.testing.TestRedis;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The candidate in a real Redis, and which daemons take it. */
class CandidateStoreIT {
    private final RedisClient client = RedisClient.create(TestRedis.uri());
    private final CandidateStore store = new CandidateStore(client.connect(PlanLoops.CODEC));
    private static final Operator ANN = new Operator("ann", "here", "to see");

    private final TestKeys keys;
    private final Release release;

    CandidateStoreIT(@TempDir Path directory) {
        client.connect().sync().flushall();
        keys = new TestKeys(directory, "ann");
        release = TestReleases.of("1.1.0", keys.of("ann"));
    }

    @AfterEach
    void end() {
        client.close();
    }

    @Test
    void a_signed_candidate_is_taken_by_a_daemon_with_keys_and_by_one_without() {
        store.put(candidate("1"), release.toBytes(), ANN);

        assertThat(store.files(candidate("1"), Optional.of(keys.trusted()))).isEqualTo(release.files());
        assertThat(store.files(candidate("1"), Optional.empty())).isEqualTo(release.files());
    }

    @Test
    void a_directory_is_taken_only_by_a_daemon_without_keys() {
        store.put(candidate("1"), release.files().pack(), ANN);

        assertThat(store.files(candidate("1"), Optional.empty())).isEqualTo(release.files());
        assertThatThrownBy(() -> store.files(candidate("1"), Optional.of(keys.trusted())))
                .isInstanceOf(ReleaseException.class)
                .hasMessageContaining("takes signed releases only (GOV_RULEBOOK_KEYS)");
    }

    @Test
    void a_candidate_of_somebody_who_is_not_trusted_is_refused() {
        store.put(candidate("1"), release.toBytes(), ANN);
        keys.distrust("ann");
        keys.add("bob", java.time.LocalDate.MAX);

        assertThatThrownBy(() -> store.files(candidate("1"), Optional.of(keys.trusted())))
                .isInstanceOf(ReleaseException.class)
                .hasMessageContaining("which is not trusted here");
    }

    @Test
    void what_is_damaged_or_gone_is_told_in_a_sentence() {
        store.put(candidate("1"), "rubbish".getBytes(UTF_8), ANN);
        assertThatThrownBy(() -> store.files(candidate("1"), Optional.of(keys.trusted())))
                .isInstanceOf(ReleaseException.class);
        store.end(candidate("1"), java.time.Instant.EPOCH, ANN);
        assertThatThrownBy(() -> store.files(candidate("1"), Optional.empty()))
                .isInstanceOf(RulebookException.class)
                .hasMessage("the candidate's file is gone from Redis; run governor shadow again");
    }

    @Test
    void another_candidate_takes_the_place_of_the_one_before_and_leaves_no_file_of_it() {
        store.put(candidate("1"), release.toBytes(), ANN);
        store.put(candidate("2"), release.toBytes(), ANN);

        assertThat(store.last()).map(Candidate::id).contains("2");
        assertThat(client.connect().sync().keys("quantum:governor:shadow:*"))
                .containsExactlyInAnyOrder("quantum:governor:shadow:candidate", "quantum:governor:shadow:file:2");
    }

    private static Candidate candidate(String id) {
        return new Candidate(id, "small", "1.1.0", "0123", "release 1.1.0", "ann", "2026-01-28T12:00:00Z", "");
    }
}
