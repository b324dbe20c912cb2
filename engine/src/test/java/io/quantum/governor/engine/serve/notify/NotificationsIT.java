package io.quantum.governor.engine.serve.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantum.governor.engine.testing.Patience;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.loaders.sandbox.BundledRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what daemons see to a receiver: a real Redis, real HTTP, real files, and a clock that the test moves. */
class NotificationsIT {
    private static final Condition DISARM =
            Condition.of(Kind.DISARM, "", "The executor is disarmed", "burst_limit_breach");
    private static final Condition AWAY = Condition.of(Kind.REDIS_AWAY, "", "Redis does not answer", "");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final BundledRedis server = BundledRedis.start();
    private final RedisView redis = new RedisView(server.uri());
    private final Receiver receiver = new Receiver();
    private final Desk.TestClock clock = new Desk.TestClock();
    private final List<Desk> desks = new ArrayList<>();

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void begin() {
        desks.clear();
    }

    @AfterEach
    void end() {
        desks.forEach(Desk::close);
        redis.close();
        receiver.close();
        server.close();
    }

    @Test
    void a_disarm_is_one_trigger_and_one_resolve_from_four_daemons_though_the_sender_changes() {
        for (int i = 0; i < 4; i++) {
            desk(i).sees(DISARM);
        }
        rounds(5);
        assertThat(changes()).containsExactly("firing disarm");
        assertThat(told(0).path("where").asText()).isEqualTo("governor-0");

        desks.remove(0).close();
        rounds(5);
        assertThat(changes()).containsExactly("firing disarm");

        desks.forEach(Desk::sees);
        rounds(59);
        assertThat(changes()).containsExactly("firing disarm");
        rounds(5);
        assertThat(changes()).containsExactly("firing disarm", "resolved disarm");
        assertThat(told(1).path("dedup_key")).isEqualTo(told(0).path("dedup_key"));

        rounds(120);
        assertThat(receiver.all()).hasSize(2);
    }

    @Test
    void what_another_daemon_than_the_sender_sees_is_told_and_rulebooks_that_differ() {
        desk(0);
        desk(1);
        rounds(3);
        desks.get(1).sees(Condition.of(Kind.CANARY, "", "Canaries fail", "row 3"));
        desks.get(1).decidesBy("d2");
        rounds(3);
        assertThat(changes()).containsExactly("firing canary");
        rounds(60);

        assertThat(changes()).containsExactly("firing canary", "firing rulebooks-differ");
        assertThat(told(1).path("text").asText()).isEqualTo("rules d1; rules d2");
    }

    @Test
    void a_receiver_that_fails_gets_it_once_when_it_works_again() {
        receiver.answers(500, 500, 500);
        desk(0).sees(DISARM);

        rounds(1);
        assertThat(desks.get(0).health().get("webhook")).isEqualTo("1 wait: it answered with status 500");
        rounds(2);
        // after 1 s, 2 s and 4 s
        assertThat(receiver.all()).hasSize(2);
        rounds(20);

        assertThat(receiver.all()).hasSize(4);
        assertThat(changes()).containsExactly("firing disarm");
        assertThat(desks.get(0).count("failed")).isEqualTo(3);
        assertThat(desks.get(0).count("delivered")).isEqualTo(1);
        assertThat(desks.get(0).count("dropped")).isZero();
        assertThat(desks.get(0).health().get("webhook")).isEqualTo("delivered");
    }

    @Test
    void what_waits_is_delivered_once_by_a_new_daemon_on_the_same_directory() {
        receiver.answers(500, 503);
        desk(0).sees(DISARM);
        rounds(2);
        assertThat(receiver.taken()).isEmpty();

        desks.remove(0).kill();
        desk(0).sees(DISARM);
        rounds(20);

        assertThat(changes()).containsExactly("firing disarm");
    }

    @Test
    void without_redis_each_daemon_tells_by_the_same_key_and_one_says_that_it_is_over() {
        desk(0);
        desk(1);
        rounds(3);
        server.killHard();
        desks.forEach(desk -> desk.sees(AWAY));
        desks.forEach(desk -> desk.cannotTell(Kind.KILL, Kind.DISARM));
        rounds(30);

        assertThat(changes()).containsExactly("firing redis-away", "firing redis-away");
        assertThat(told(0).path("dedup_key")).isEqualTo(told(1).path("dedup_key"));

        server.restartEmpty();
        desks.forEach(Desk::sees);
        Patience.await().until(() -> {
            rounds(1);
            return redis.commands().exists("quantum:governor:notify:sent") == 1;
        });
        rounds(70);

        assertThat(changes()).containsExactly("firing redis-away", "firing redis-away", "resolved redis-away");
    }

    @Test
    void a_daemon_that_never_reached_redis_tells_too() {
        server.killHard();
        desk(0).sees(AWAY);

        rounds(25);

        assertThat(changes()).containsExactly("firing redis-away");
    }

    @Test
    void what_operators_do_is_told_once_and_a_disarm_by_hand_until_the_executor_is_re_armed() {
        redis.append(RedisView.EVENTS, Map.of("event", "KILL_SWITCH_OFF", "by", "past", "reason", "long ago"));
        desk(0);
        desk(1);
        rounds(2);
        redis.append(
                RedisView.EVENTS,
                Map.of("event", "DISARMED", "by", "alice", "reason", "odd \u001b[2J fills " + "x".repeat(10_000)));
        desks.forEach(desk -> desk.cannotTell(Kind.DISARM));
        rounds(100);
        redis.append(RedisView.EVENTS, Map.of("event", "REARMED", "by", "bob", "reason", "fixed", "mode", "testnet"));
        desks.forEach(Desk::cannotTell);
        rounds(70);
        for (String governor : List.of("a", "b")) {
            redis.append(
                    RedisView.EVENTS,
                    Map.of(
                            "event",
                            "RULES_ACTIVATED",
                            "rulebook",
                            "r",
                            "version",
                            "2.0.0",
                            "digest",
                            "d",
                            "governor",
                            governor));
        }
        redis.append(
                RedisView.EVENTS,
                Map.of(
                        "event",
                        "RULEBOOK_ACTIVATED",
                        "version",
                        "2.0.0",
                        "name",
                        "al",
                        "reason",
                        "r",
                        "change",
                        "LOOSER"));
        rounds(2);

        assertThat(changes())
                .containsExactly(
                        "firing disarm",
                        "once rearm",
                        "resolved disarm",
                        "once rules:2.0.0",
                        "once looser-release:2.0.0");
        assertThat(told(0).path("text").asText())
                .startsWith("by alice: odd [2J fills xxx")
                .hasSizeLessThan(1010);
        assertThat(told(1).path("title").asText()).isEqualTo("The executor was put into testnet");
        assertThat(told(4).path("severity").asText()).isEqualTo("warning");
    }

    @Test
    void a_day_is_told_when_it_is_over() {
        desk(0);
        desk(1);
        rounds(3);
        clock.pass(Duration.ofHours(12));
        rounds(3);

        assertThat(changes()).containsExactly("once digest");
        assertThat(told(0).path("title").asText()).isEqualTo("2026-01-28: 6 plans permitted, 4 blocked");
    }

    @Test
    void a_file_that_is_no_message_is_set_aside_and_the_others_arrive() throws IOException {
        Path box = Files.createDirectories(directory.resolve("0/notify/webhook"));
        Files.writeString(box.resolve("0-bad.json"), "{\"id\":");
        Files.writeString(box.resolve("1-bad.json"), "null");
        Files.writeString(box.resolve("2.part"), "{");
        desk(0).sees(DISARM);
        rounds(2);

        assertThat(changes()).containsExactly("firing disarm");
        assertThat(directory.resolve("0/notify/aside")).isDirectoryContaining("glob:**/0-bad.json");
    }

    @Test
    void what_nobody_wants_keeps_the_next_message_from_nobody() {
        receiver.answers(400, 400, 400);
        desk(0).sees(DISARM);
        rounds(10);
        assertThat(receiver.taken()).isEmpty();
        assertThat(desks.get(0).count("dropped")).isEqualTo(1);

        desks.get(0).sees(DISARM, Condition.of(Kind.KILL, "k", "on", ""));
        rounds(10);

        assertThat(changes()).containsExactly("firing kill:k");
    }

    @Test
    void where_nothing_can_be_kept_it_is_told_all_the_same() throws IOException {
        Files.writeString(directory.resolve("0"), "no directory");
        desk(0).sees(DISARM);
        rounds(3);

        assertThat(changes()).containsExactly("firing disarm");
    }

    @Test
    void four_daemons_on_one_directory_deliver_once() {
        for (int i = 0; i < 4; i++) {
            desk("governor-" + i, directory, receiver.url("/hook")).sees(DISARM);
        }
        rounds(5);

        assertThat(changes()).containsExactly("firing disarm");
    }

    @Test
    void alertmanager_is_told_each_minute_while_it_holds() throws IOException {
        desk("governor-0", directory, "alertmanager:" + receiver.url("")).sees(DISARM);
        rounds(200);

        List<JsonNode> alerts = bodies().map(b -> b.path(0)).toList();
        assertThat(alerts).hasSizeBetween(4, 5);
        assertThat(alerts.stream().map(a -> a.path("labels")))
                .containsOnly(alerts.get(0).path("labels"));
        assertThat(alerts.stream().map(a -> a.path("endsAt").asText())).isSorted();
    }

    @Test
    void what_is_too_much_is_dropped_aloud_and_the_critical_is_kept() {
        receiver.answers(Stream.generate(() -> 500).limit(50).toArray(Integer[]::new));
        Outbox outbox = new Outbox(directory);
        Message info = Message.once("i", Severity.INFO, "k", "t", "", 0, "");
        for (int i = 0; i < 500; i++) {
            assertThat(outbox.put("webhook", info)).isTrue();
        }
        assertThat(outbox.put("webhook", info)).isFalse();
        assertThat(outbox.put("webhook", Message.once("c", Severity.CRITICAL, "k", "t", "", 0, "")))
                .isTrue();
        assertThat(outbox.waiting("webhook")).isEqualTo(501);
        outbox.close();
    }

    private Desk desk(int number) {
        return desk("governor-" + number, directory.resolve(Integer.toString(number)), receiver.url("/hook"));
    }

    private Desk desk(String name, Path data, String targets) {
        Desk desk = new Desk(server.uri(), name, data, targets, clock);
        desks.add(desk);
        return desk;
    }

    private void rounds(int count) {
        for (int i = 0; i < count; i++) {
            Desk.work(desks);
            clock.pass(SECOND);
        }
    }

    private Stream<JsonNode> bodies() {
        return receiver.taken().stream().map(got -> parse(got.body()));
    }

    private JsonNode told(int number) {
        return parse(receiver.taken().get(number).body());
    }

    private List<String> changes() {
        return bodies().map(b -> b.path("change").asText() + " "
                        + b.path("dedup_key").asText().replace("governor/", ""))
                .toList();
    }

    private static JsonNode parse(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
