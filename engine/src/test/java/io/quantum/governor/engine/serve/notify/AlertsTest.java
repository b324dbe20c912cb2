package io.quantum.governor.engine.serve.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When something is told, by a clock that only the test moves. */
class AlertsTest {
    private static final String KILL = "kill:quantum:kill";

    private final Alerts alerts = new Alerts("https://governor.example");
    private final List<Message> sent = new ArrayList<>();
    private Map<String, Standing> standing = Map.of();
    private long now = 1_000_000_000;

    @Test
    void tells_when_it_begins_and_when_it_has_been_over_for_a_minute() {
        look(1, kill());
        look(59, kill());
        assertThat(changes()).containsExactly(Change.FIRING);

        look(1);
        look(59);
        assertThat(changes()).containsExactly(Change.FIRING);
        look(1);

        assertThat(changes()).containsExactly(Change.FIRING, Change.RESOLVED);
        assertThat(standing).isEmpty();
        assertThat(sent.get(0).link()).isEqualTo("https://governor.example/#/incidents");
        assertThat(sent.get(0).dedupKey()).isEqualTo(sent.get(1).dedupKey()).isEqualTo("governor/" + KILL);
        assertThat(sent.get(0).id()).isNotEqualTo(sent.get(1).id());
    }

    @Test
    void flapping_each_five_seconds_for_five_minutes_makes_two_messages() {
        for (int i = 0; i < 30; i++) {
            look(5, kill());
            look(5);
        }
        for (int i = 0; i < 120; i++) {
            look(1);
        }

        assertThat(changes()).containsExactly(Change.FIRING, Change.RESOLVED);
    }

    @Test
    void waits_until_it_has_held_for_long_enough() {
        long began = now;
        Condition away = Condition.of(Kind.REDIS_AWAY, "", "Redis does not answer", "");

        look(9, away.seen(began, "a"));
        assertThat(sent).isEmpty();
        look(1, away.seen(began, "a"));

        assertThat(changes()).containsExactly(Change.FIRING);
    }

    @Test
    void reminds_after_an_hour_and_then_after_twice_as_long() {
        for (int minute = 0; minute <= 8 * 60; minute++) {
            look(60, kill());
        }

        assertThat(changes()).containsExactly(Change.FIRING, Change.REMINDER, Change.REMINDER, Change.REMINDER);
        assertThat(sent.stream()
                        .map(m -> Duration.ofMillis(m.atMs() - sent.get(0).atMs())))
                .containsExactly(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(3), Duration.ofHours(7));
        assertThat(sent.stream().map(Message::id)).doesNotHaveDuplicates();
    }

    @Test
    void what_nobody_knows_is_not_over() {
        look(1, kill());
        for (int i = 0; i < 300; i++) {
            unknown(1);
        }
        assertThat(changes()).containsExactly(Change.FIRING);
        look(1);
        unknown(59);
        look(1);
        look(59);
        assertThat(changes()).containsExactly(Change.FIRING);
        look(1);

        assertThat(changes()).containsExactly(Change.FIRING, Change.RESOLVED);
    }

    @Test
    void two_things_are_told_apart() {
        look(1, kill(), Condition.of(Kind.KILL, "other", "The kill switch is on", ""));

        assertThat(sent.stream().map(Message::key)).containsExactlyInAnyOrder(KILL, "kill:other");
    }

    @Test
    void hostile_texts_are_one_short_line() {
        String hostile = "\u001b[31mred\u202e\n<!channel> & " + "x".repeat(10_000) + "\u0000";
        look(1, Condition.of(Kind.KILL, hostile, hostile, hostile).seen(now, hostile));

        Message message = sent.get(0);
        assertThat(Stream.of(message.title(), message.text(), message.key(), message.where()))
                .allSatisfy(text -> {
                    assertThat(text).hasSizeLessThan(1010).doesNotContain("\u001b", "\u202e", "\n", "\u0000");
                    assertThat(text).contains("[31mred <!channel> & xx").endsWith("…");
                });
    }

    private static Condition kill() {
        return Condition.of(Kind.KILL, "quantum:kill", "The kill switch is on", "Every plan is blocked.");
    }

    private List<Change> changes() {
        return sent.stream().map(Message::change).toList();
    }

    private void look(int afterSec, Condition... holds) {
        step(afterSec, false, holds);
    }

    private void unknown(int afterSec) {
        step(afterSec, true);
    }

    private void step(int afterSec, boolean unknown, Condition... holds) {
        now += afterSec * 1000L;
        Map<String, Condition> byKey = Stream.of(holds).collect(Collectors.toMap(Condition::key, c -> c));
        Alerts.Step step = alerts.step(standing, byKey, c -> unknown, now);
        standing = step.standing();
        sent.addAll(step.messages());
    }
}
