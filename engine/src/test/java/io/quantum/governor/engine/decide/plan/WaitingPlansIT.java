package io.quantum.governor.engine.decide.plan;

import static io.quantum.governor.engine.testing.RedisView.GROUP;
import static io.quantum.governor.engine.testing.RedisView.PLANS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.Consumer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans that wait, with a Redis and without a governor. */
class WaitingPlansIT {
    private static final long HOUR_MS = 3_600_000;

    private final RedisView redis = new RedisView(TestRedis.uri());
    private final RedisClient client = RedisClient.create(TestRedis.uri());
    private final StatefulRedisConnection<String, byte[]> connection = client.connect(PlanLoops.CODEC);

    @BeforeEach
    void empty() {
        redis.commands().flushall();
    }

    @AfterEach
    void close() {
        empty();
        redis.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }

    private WaitingPlans ask() {
        return WaitingPlans.of(connection, PLANS, Duration.ofSeconds(5));
    }

    @Test
    void none_wait_where_there_is_no_stream() {
        assertThat(ask().count()).hasValue(0);
        assertThat(ask().oldestMs()).isZero();
    }

    @Test
    void all_wait_before_the_first_governor() {
        publishAnHourAgo();
        redis.publish(TestPlan.halfClose("wait:2", "BTCUSDT"));

        assertThat(ask().count()).hasValue(2);
        assertThat(ask().oldestMs()).isBetween(HOUR_MS, 2 * HOUR_MS);
    }

    @Test
    void one_that_was_delivered_waits_until_it_is_acknowledged() {
        publishAnHourAgo();
        redis.commands().xgroupCreate(StreamOffset.from(PLANS, "0"), GROUP);
        List<String> later = redis.publish(TestPlan.halfClose("wait:2", "BTCUSDT"));
        String first = deliver();

        assertThat(ask().count()).hasValue(2);
        assertThat(ask().oldestMs()).isBetween(HOUR_MS, 2 * HOUR_MS);

        redis.commands().xack(PLANS, GROUP, first);

        assertThat(ask().count()).hasValue(1);
        assertThat(ask().oldestMs()).isLessThan(HOUR_MS);

        deliver();
        redis.commands().xack(PLANS, GROUP, later.get(0));

        assertThat(ask().count()).hasValue(0);
        assertThat(ask().oldestMs()).isZero();
    }

    @Test
    void how_many_wait_is_unknown_after_entries_were_deleted() {
        publishAnHourAgo();
        redis.commands().xgroupCreate(StreamOffset.from(PLANS, "0"), GROUP);
        List<String> ids = redis.publish(
                TestPlan.halfClose("wait:2", "BTCUSDT"),
                TestPlan.halfClose("wait:3", "BTCUSDT"),
                TestPlan.halfClose("wait:4", "BTCUSDT"));
        redis.commands().xdel(PLANS, ids.get(1));

        assertThat(ask().count()).isEmpty();
        assertThat(ask().oldestMs()).isBetween(HOUR_MS, 2 * HOUR_MS);
    }

    @Test
    void a_key_that_is_no_stream_is_no_empty_one() {
        redis.set(PLANS, "text");

        assertThatThrownBy(this::ask).isInstanceOf(RedisCommandExecutionException.class);
    }

    private void publishAnHourAgo() {
        redis.publishAs(System.currentTimeMillis() - HOUR_MS + "-0", TestPlan.halfClose("wait:1", "BTCUSDT"));
    }

    @SuppressWarnings("unchecked") // Lettuce takes its streams as generic varargs
    private String deliver() {
        return redis.commands()
                .xreadgroup(Consumer.from(GROUP, "dead"), XReadArgs.Builder.count(1), StreamOffset.lastConsumed(PLANS))
                .get(0)
                .getId();
    }
}
