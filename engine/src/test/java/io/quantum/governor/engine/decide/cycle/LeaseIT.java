package io.quantum.governor.engine.decide.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lease and the writes that look at it, in a real Redis. */
class LeaseIT {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String KEY = "quantum:governor:lease:test";

    private final RedisClient client = RedisClient.create(TestRedis.uri());
    private final RedisView view = new RedisView(TestRedis.uri());
    private final StatefulRedisConnection<String, byte[]> redis = client.connect(PlanLoops.CODEC);

    @BeforeEach
    void begin() {
        view.commands().flushall();
        redis.setAutoFlushCommands(false);
    }

    @AfterEach
    void end() {
        view.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }

    @Test
    void one_owner_has_it_and_renews_it_until_it_is_given_back() {
        Lease first = lease("first", LONG);
        Lease second = lease("second", LONG);

        assertThat(first.hold()).isTrue();
        assertThat(second.hold()).isFalse();
        assertThat(first.hold()).isTrue();
        assertThat(view.text(KEY)).isEqualTo("first");
        assertThat(view.commands().pttl(KEY)).isBetween(1L, 60_000L);

        second.release();
        assertThat(view.text(KEY)).isEqualTo("first");
        first.release();
        assertThat(second.hold()).isTrue();
        assertThat(first.hold()).isFalse();
    }

    @Test
    void it_expires_when_nobody_renews_it() {
        Lease second = lease("second", LONG);
        assertThat(lease("first", Duration.ofMillis(50)).hold()).isTrue();

        await().atMost(Duration.ofSeconds(5)).until(second::hold);
    }

    @Test
    void a_renewal_makes_it_last() {
        Lease first = lease("first", Duration.ofMillis(50));
        first.hold();
        lease("first", LONG).hold();

        assertThat(view.commands().pttl(KEY)).isGreaterThan(1000);
    }

    @Test
    void a_key_that_is_no_string_is_nobodys() {
        view.hash(KEY, Map.of("owner", "first"));

        assertThatThrownBy(lease("first", LONG)::hold)
                .isInstanceOf(RedisException.class)
                .hasMessageContaining("WRONGTYPE");
    }

    @Test
    void whoever_has_lost_it_writes_nothing_more() {
        Lease first = lease("first", LONG);
        FencedWriter writer = new FencedWriter(redis, first);
        first.hold();
        assertThat(writer.write(List.of(write("a")))).isEqualTo(new CycleWrites.Written(Set.of(), false));

        view.set(KEY, "second");
        assertThat(writer.write(List.of(write("b"), write("c")))).isEqualTo(new CycleWrites.Written(Set.of(), true));
        view.commands().del(KEY);
        assertThat(writer.write(List.of(write("d"))).leaseLost()).isTrue();

        assertThat(view.commands().keys("hash:*")).containsExactly("hash:a");
        assertThat(view.entries("stream")).containsExactly(Map.of("of", "a"));
    }

    @Test
    void a_hash_runs_out_and_a_write_that_is_refused_costs_no_other() {
        Lease first = lease("first", LONG);
        first.hold();
        view.set("hash:b", "no hash");

        assertThat(new FencedWriter(redis, first).write(List.of(write("a"), write("b"), write("c"))))
                .isEqualTo(new CycleWrites.Written(Set.of("hash:b"), false));
        assertThat(view.commands().ttl("hash:a")).isBetween(1L, 60L);
        assertThat(view.commands().ttl("hash:c")).isBetween(1L, 60L);
        assertThat(view.text("hash:b")).isEqualTo("no hash");
    }

    @Test
    void many_writes_are_made_and_the_stream_stays_short() {
        Lease first = lease("first", LONG);
        first.hold();
        List<FencedWrite> writes =
                IntStream.range(0, 5000).mapToObj(i -> write("s" + i)).toList();

        assertThat(new FencedWriter(redis, first).write(writes)).isEqualTo(new CycleWrites.Written(Set.of(), false));
        assertThat(view.commands().keys("hash:*")).hasSize(5000);
        assertThat(view.commands().xlen("stream")).isBetween(1000L, 1200L);
    }

    @Test
    void nothing_to_write_is_nothing_wrong() {
        assertThat(new FencedWriter(redis, lease("first", LONG)).write(List.of()))
                .isEqualTo(new CycleWrites.Written(Set.of(), false));
    }

    private Lease lease(String owner, Duration expiry) {
        return new Lease(redis, "test", owner, expiry);
    }

    private static FencedWrite write(String name) {
        return new FencedWrite("hash:" + name, LONG, Map.of("field", "1"), "stream", Map.of("of", name));
    }
}
