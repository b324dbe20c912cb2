package io.quantum.governor.engine.serve.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.base.settings.Role;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestRules;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The notifications of one daemon, whose chores are done when the test says so and by the test's clock. */
final class Desk implements AutoCloseable {
    private final MetricsPage page = new MetricsPage();
    private final RedisClient client;
    private final Notifications notifications;
    private final List<Notifications.Chore> chores;
    private final String name;
    private final Clock clock;
    private List<Condition> conditions = List.of();
    private Set<Kind> unknown = Set.of();
    private String digest = "d1";

    /** A clock that only the test moves. */
    static final class TestClock extends Clock {
        private Instant now = Instant.parse("2026-01-28T12:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    Desk(String redis, String name, Path data, String targets, Clock clock) {
        this.name = name;
        this.clock = clock;
        client = RedisClient.create(redis);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
        Settings settings = Settings.read(
                Map.of("GOV_NOTIFY", targets, "GOV_DATA_DIR", data.toString()),
                TestRules.DIRECTORY,
                EnumSet.of(Role.GOVERNOR));
        notifications = new Notifications(settings.notifications(), page, clock);
        chores = notifications.telling(
                () -> new Sight(conditions, unknown, "rules " + digest, digest, new Day("2026-01-28", 3, 2)),
                () -> new SharedState(connect(true), connect(false), name),
                RedisView.EVENTS);
    }

    private StatefulRedisConnection<String, byte[]> connect(boolean flushes) {
        StatefulRedisConnection<String, byte[]> connection =
                client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
        connection.setAutoFlushCommands(flushes);
        return connection;
    }

    Desk sees(Condition... now) {
        conditions = Stream.of(now).map(c -> c.seen(clock.millis(), name)).toList();
        return this;
    }

    void cannotTell(Kind... kinds) {
        unknown = Set.copyOf(Arrays.asList(kinds));
    }

    void decidesBy(String rules) {
        digest = rules;
    }

    /** Looks once and delivers what waits. */
    void work() {
        chores.forEach(chore -> chore.work().run());
    }

    /** How often the metrics say that this became of messages. */
    double count(String result) {
        String sample = "governor_notifications_total{result=\"" + result + "\",target=\"webhook\"} ";
        List<String> found =
                page.text().lines().filter(l -> l.startsWith(sample)).toList();
        assertThat(found).hasSize(1);
        return Double.parseDouble(found.get(0).substring(sample.length()));
    }

    Map<String, Object> health() {
        return notifications.health();
    }

    /** All at once, for several daemons. */
    static void work(List<Desk> desks) {
        new ArrayList<>(desks).forEach(Desk::work);
    }

    /** Ends without a word to Redis, as a daemon that is killed; the system takes its locks away. */
    void kill() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        assertThatThrownBy(notifications::close).isInstanceOf(IllegalStateException.class);
        page.close();
    }

    @Override
    public void close() {
        notifications.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        page.close();
    }
}
