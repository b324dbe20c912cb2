package io.quantum.governor.engine.serve.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantum.governor.engine.base.settings.NotifySettings;
import io.quantum.governor.engine.base.settings.Role;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.base.settings.SettingsException;
import io.quantum.governor.engine.testing.TestRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each kind of receiver gets, over real HTTP, against its documented form. */
class TargetsIT {
    private static final Instant NOW = Instant.parse("2026-01-28T12:00:20Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final long SINCE = Instant.parse("2026-01-28T12:00:00Z").toEpochMilli();

    private static final Answer NONE = new Answer(0, "", "", 0);

    private final Receiver receiver = new Receiver();

    @AfterEach
    void end() {
        receiver.close();
    }

    @Test
    void a_webhook_gets_signed_json() throws Exception {
        JsonNode json = told(Map.of("GOV_NOTIFY", receiver.url("/hook"), "GOV_NOTIFY_SECRET", "s3cret"), firing());

        assertThat(json.path("dedup_key").asText()).isEqualTo("governor/limit:burst");
        assertThat(json.path("change").asText()).isEqualTo("firing");
        assertThat(json.path("severity").asText()).isEqualTo("warning");
        assertThat(json.path("title").asText()).isEqualTo("<b>80 %</b> & more");
        assertThat(json.path("value").asText()).isEqualTo("2 of BTCUSDT");
        assertThat(json.path("limit").asText()).isEqualTo("2");
        assertThat(json.path("since").asText()).isEqualTo("2026-01-28T12:00:00Z");
        assertThat(json.path("next").asText()).isEqualTo("governor status");
        assertThat(json.path("where").asText()).isEqualTo("governor-1");
        Receiver.Got got = receiver.all().get(0);
        assertThat(got.header("Content-type")).startsWith("application/json");
        long t = NOW.getEpochSecond();
        assertThat(got.header("X-governor-signature"))
                .isEqualTo(WebhookTarget.signature("s3cret", t, got.body()))
                .matches("t=" + t + ",v1=[0-9a-f]{64}");
    }

    @Test
    void the_signature_is_that_of_everybody_else() {
        // printf '1738000000.{"a":1}' | openssl dgst -sha256 -hmac key
        assertThat(WebhookTarget.signature("key", 1_738_000_000, "{\"a\":1}"))
                .isEqualTo("t=1738000000,v1=1c1619736f67dcfbb1a2d91cb1d471d507e5ea4e52499335c2b37540de89c7eb");
    }

    @Test
    void slack_gets_text_without_markup() throws Exception {
        JsonNode json = told(Map.of("GOV_NOTIFY", "slack:" + receiver.url("/services/T/B/x")), firing());

        assertThat(json.path("text").asText()).isEqualTo("WARNING: &lt;b&gt;80 %&lt;/b&gt; &amp; more");
        assertThat(json.path("blocks")).hasSize(2).allSatisfy(block -> {
            assertThat(block.path("type").asText()).isEqualTo("section");
            assertThat(block.at("/text/type").asText()).isEqualTo("plain_text");
            assertThat(block.at("/text/text").asText()).hasSizeLessThan(3000).doesNotContain("<", ">");
        });
        assertThat(json.at("/blocks/1/text/text").asText())
                .isEqualTo("&lt;!channel&gt; near\n2 of BTCUSDT against 2\nsince 2026-01-28T12:00:00Z at governor-1\n"
                        + "next: governor status");
    }

    @Test
    void pagerduty_is_triggered_and_resolved_by_one_key() throws Exception {
        Map<String, String> settings = Map.of("GOV_NOTIFY", "pagerduty:R0UT1NG@" + receiver.url(""));
        JsonNode trigger = told(settings, firing());
        JsonNode resolve = told(settings, resolved());

        assertThat(receiver.all().get(0).path()).isEqualTo("/v2/enqueue");
        assertThat(trigger.path("routing_key").asText()).isEqualTo("R0UT1NG");
        assertThat(trigger.path("event_action").asText()).isEqualTo("trigger");
        assertThat(trigger.at("/payload/summary").asText()).hasSizeBetween(1, 1024);
        assertThat(trigger.at("/payload/source").asText()).isEqualTo("governor-1");
        assertThat(trigger.at("/payload/severity").asText()).isEqualTo("warning");
        assertThat(trigger.at("/payload/timestamp").asText()).isEqualTo("2026-01-28T12:00:00Z");
        assertThat(resolve.path("event_action").asText()).isEqualTo("resolve");
        assertThat(resolve.path("dedup_key").asText())
                .isEqualTo(trigger.path("dedup_key").asText())
                .hasSizeBetween(1, 255);
    }

    @Test
    void alertmanager_gets_an_alert_that_ends() throws Exception {
        Map<String, String> settings = Map.of("GOV_NOTIFY", "alertmanager:" + receiver.url("/prefix/"));
        JsonNode alert = told(settings, firing()).path(0);
        JsonNode over = told(settings, resolved()).path(0);

        assertThat(receiver.all().get(0).path()).isEqualTo("/prefix/api/v2/alerts");
        assertThat(alert.at("/labels/alertname").asText()).isEqualTo("GovernorLimit");
        assertThat(alert.at("/labels/key").asText()).isEqualTo("limit:burst");
        assertThat(alert.path("startsAt").asText()).isEqualTo("2026-01-28T12:00:00Z");
        assertThat(alert.path("endsAt").asText()).isEqualTo("2026-01-28T12:03:20Z");
        assertThat(over.path("labels")).isEqualTo(alert.path("labels"));
        assertThat(over.path("endsAt").asText()).isEqualTo("2026-01-28T12:00:20Z");
    }

    @Test
    void telegram_gets_plain_text_for_one_chat() throws Exception {
        JsonNode json = told(Map.of("GOV_NOTIFY", "telegram:123:AbC-d@-1001@" + receiver.url("")), firing());

        assertThat(receiver.all().get(0).path()).isEqualTo("/bot123:AbC-d/sendMessage");
        assertThat(json.path("chat_id").asText()).isEqualTo("-1001");
        assertThat(json.path("text").asText())
                .startsWith("WARNING: <b>80 %</b> & more\n")
                .hasSizeLessThan(4096);
        assertThat(json.has("parse_mode")).isFalse();
    }

    @Test
    void a_redirect_is_not_followed_and_no_secret_is_told() throws Exception {
        receiver.answers(302, 403);
        receiver.says("no: /hook/top-secret \u001b[31m" + "x".repeat(100_000));
        NotifySettings settings = settings(Map.of("GOV_NOTIFY", receiver.url("/hook/top-secret")));
        for (int status : new int[] {302, 403}) {
            Answer answer = tell(settings, firing()).getOrDefault("webhook", NONE);

            assertThat(answer.isDelivered()).isFalse();
            assertThat(answer.why())
                    .startsWith("it answered with status " + status + ": no: *** [31mx")
                    .hasSizeLessThan(300);
            assertThat(answer.remedy()).isNotEmpty();
        }
        assertThat(receiver.all()).extracting(Receiver.Got::path).containsOnly("/hook/top-secret");
    }

    @Test
    void nobody_there_is_told_in_words_without_the_address() throws Exception {
        Map<String, Answer> answers = tell(
                settings(Map.of("GOV_NOTIFY", "http://127.0.0.1:1/top-secret, slack:http://no.such.host.invalid/top")),
                firing());

        assertThat(answers.getOrDefault("webhook", NONE).why()).isEqualTo("nothing answers there");
        assertThat(answers.getOrDefault("slack", NONE).why()).isEqualTo("nobody knows its host");
    }

    @Test
    void a_file_has_a_target_a_line(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("targets"),
                "# the desk\nslack:https://hooks.slack.com/a,b\n\nslack:https://hooks.slack.com/c\npagerduty:KEY\n");

        NotifySettings settings = settings(Map.of("GOV_NOTIFY_FILE", file.toString()));

        assertThat(settings).hasToString("targets [slack, slack-2, pagerduty]");
        assertThat(settings.targets().get(0).address().getPath()).isEqualTo("/a,b");
    }

    @Test
    void a_target_that_is_none_is_told_without_being_shown() {
        for (String wrong : new String[] {
            "slack:top-secret",
            "top-secret",
            "ftp://top-secret",
            "telegram:top-secret",
            "https://u:top-secret@host/",
            "https://top secret",
            "pagerduty:top secret",
            "alertmanager:"
        }) {
            assertThatThrownBy(() -> settings(Map.of("GOV_NOTIFY", "https://fine.example," + wrong)))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageStartingWith("GOV_NOTIFY: target 2 (not shown) is none; give slack:https://")
                    .hasMessageNotContaining("secret");
        }
        assertThatThrownBy(() -> settings(Map.of("GOV_NOTIFY_WARN_RATIO", "80")))
                .hasMessage("GOV_NOTIFY_WARN_RATIO: '80' is not allowed; give a number above 0 and up to 1");
    }

    private static Condition condition() {
        return Condition.of(Kind.LIMIT, "burst", "<b>80 %</b> & more", "<!channel> near")
                .measured("2 of BTCUSDT", "2")
                .seen(SINCE, "governor-1");
    }

    private static Message firing() {
        return message(Change.FIRING);
    }

    private static Message resolved() {
        return message(Change.RESOLVED);
    }

    private static Message message(Change change) {
        return Message.of(change, Standing.of(condition(), SINCE), condition(), NOW.toEpochMilli(), "");
    }

    private JsonNode told(Map<String, String> environment, Message message) throws Exception {
        Map<String, Answer> answers = tell(settings(environment), message);
        assertThat(answers.values()).allMatch(Answer::isDelivered);
        return new ObjectMapper()
                .readTree(receiver.all().get(receiver.all().size() - 1).body());
    }

    private static Map<String, Answer> tell(NotifySettings settings, Message message) throws InterruptedException {
        Map<String, Answer> answers = new LinkedHashMap<>();
        Notifications.test(settings, message, CLOCK, answers::put);
        return answers;
    }

    private static NotifySettings settings(Map<String, String> environment) {
        return Settings.read(environment, TestRules.DIRECTORY, EnumSet.of(Role.GOVERNOR))
                .notifications();
    }
}
