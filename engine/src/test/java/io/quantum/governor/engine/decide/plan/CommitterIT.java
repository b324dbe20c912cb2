package io.quantum.governor.engine.decide.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.Consumer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.loaders.redis.SymbolState.ListState;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commit script: all of a decision is written, or nothing. */
class CommitterIT {
    private static final String LIST = "quantum:governor:exec:BTCUSDT";
    private static final String PERMIT = "quantum:permit:p1";
    private static final RedisView REDIS = new RedisView(TestRedis.uri());
    private static final RedisClient CLIENT = RedisClient.create(TestRedis.uri());
    private static final StatefulRedisConnection<String, byte[]> CONNECTION = CLIENT.connect(PlanLoops.CODEC);

    private String streamId = "";

    @BeforeEach
    void publish() {
        REDIS.commands().flushall();
        REDIS.commands().hset(RedisView.FRAMES, "frame", bytes("{}"));
        streamId = REDIS.commands().xadd(RedisView.PLANS, Map.of("plan_id", bytes("p1")));
        deliver();
    }

    @SuppressWarnings("unchecked") // Lettuce takes its streams as generic varargs
    private static void deliver() {
        REDIS.commands()
                .xgroupCreate(
                        StreamOffset.from(RedisView.PLANS, "0"), RedisView.GROUP, XGroupCreateArgs.Builder.mkstream());
        REDIS.commands().xreadgroup(Consumer.from(RedisView.GROUP, "test"), StreamOffset.lastConsumed(RedisView.PLANS));
    }

    @AfterAll
    static void end() {
        REDIS.close();
        CONNECTION.close();
        CLIENT.shutdown();
    }

    @Test
    void a_commit_writes_everything_and_acknowledges() {
        assertThat(commit(new ListState(0, new byte[0])).kind()).isEqualTo(CommitResult.Kind.OK);

        assertThat(REDIS.text(PERMIT)).isEqualTo("yes");
        assertThat(REDIS.commands().lrange(LIST, 0, -1)).containsExactly(bytes("200"));
        assertThat(REDIS.entries(RedisView.EVENTS)).hasSize(1);
        assertThat(REDIS.entries(RedisView.AUDIT)).hasSize(1);
        assertThat(REDIS.pending()).isZero();
    }

    @Test
    void a_replica_is_no_server_that_refuses_one_commit() {
        REDIS.commands().replicaof("127.0.0.1", 1);
        try {
            assertThatThrownBy(() -> commit(new ListState(0, new byte[0]))).hasMessageContaining("READONLY");
        } finally {
            REDIS.commands().replicaofNoOne();
        }
    }

    @Test
    void the_same_commit_sent_again_changes_nothing() {
        commit(new ListState(0, new byte[0]));
        assertThat(commit(new ListState(1, bytes("200"))).kind()).isEqualTo(CommitResult.Kind.GONE);

        assertThat(REDIS.commands().llen(LIST)).isEqualTo(1);
        assertThat(REDIS.entries(RedisView.EVENTS)).hasSize(1);
        assertThat(REDIS.entries(RedisView.AUDIT)).hasSize(1);
    }

    @Test
    void a_permit_that_came_in_between_is_noticed() {
        REDIS.commands().lpush(LIST, bytes("100"));
        assertThat(commit(new ListState(0, new byte[0])).kind()).isEqualTo(CommitResult.Kind.CHANGED);
        assertNothingWritten();
    }

    @Test
    void a_permit_that_came_in_between_is_noticed_in_a_full_list_too() {
        REDIS.commands().rpush(LIST, Collections.nCopies(100, bytes("50")).toArray(byte[][]::new));
        REDIS.commands().lpush(LIST, bytes("100"));
        REDIS.commands().ltrim(LIST, 0, 99);
        assertThat(commit(new ListState(100, bytes("50"))).kind()).isEqualTo(CommitResult.Kind.CHANGED);
        assertNothingWritten();
    }

    @Test
    void a_list_that_others_let_grow_too_long_is_cut() {
        REDIS.commands().rpush(LIST, Collections.nCopies(150, bytes("50")).toArray(byte[][]::new));
        assertThat(commit(new ListState(100, bytes("50"))).kind()).isEqualTo(CommitResult.Kind.OK);
        assertThat(REDIS.commands().llen(LIST)).isEqualTo(100);
    }

    @Test
    void an_audit_record_is_withdrawn_when_the_event_can_not_be_written() {
        REDIS.set(RedisView.EVENTS, "no stream");
        CommitResult result = commit(new ListState(0, new byte[0]));

        assertThat(result).isEqualTo(new CommitResult(CommitResult.Kind.UNWRITABLE, RedisView.EVENTS));
        REDIS.commands().del(RedisView.EVENTS);
        assertNothingWritten();
    }

    @Test
    void nothing_stays_when_the_plan_stream_is_no_stream_any_more() {
        REDIS.set(RedisView.PLANS, "no stream");
        CommitResult result = commit(new ListState(0, new byte[0]));
        assertThat(result.kind()).isEqualTo(CommitResult.Kind.FAILED);
        assertThat(result.detail()).contains("WRONGTYPE");

        assertThat(REDIS.entries(RedisView.AUDIT)).isEmpty();
        assertThat(REDIS.has(PERMIT)).isFalse();
    }

    @Test
    void a_record_whose_frame_is_not_there_is_not_written() {
        REDIS.commands().del(RedisView.FRAMES);
        assertThat(commit(new ListState(0, new byte[0])).kind()).isEqualTo(CommitResult.Kind.FRAMELESS);
        assertNothingWritten();
    }

    private static void assertNothingWritten() {
        assertThat(REDIS.entries(RedisView.AUDIT)).isEmpty();
        assertThat(REDIS.entries(RedisView.EVENTS)).isEmpty();
        assertThat(REDIS.has(PERMIT)).isFalse();
        assertThat(REDIS.pending()).isEqualTo(1);
    }

    private CommitResult commit(ListState seen) {
        Commit commit = new Commit(streamId, bytes("{}"))
                .seenList(LIST, seen)
                .append(RedisView.EVENTS, 10_000, Map.of("event", bytes("PLAN_ALLOWED")))
                .set(PERMIT, 60, bytes("yes"))
                .push("200", 86_400);
        return new Committer(CONNECTION, RedisView.PLANS)
                .send("frame", List.of(commit))
                .toCompletableFuture()
                .join()
                .get(0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
