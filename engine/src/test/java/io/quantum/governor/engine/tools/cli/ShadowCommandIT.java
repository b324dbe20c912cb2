package io.quantum.governor.engine.tools.cli;

import static io.quantum.governor.engine.testing.Patience.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantum.governor.engine.testing.GovernorProcess;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.engine.testing.TestRulebook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code governor shadow} beside a running daemon, as a risk team uses it. */
class ShadowCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port = freePort();
    private final TestRulebook inForce;
    private final TestRulebook candidate;
    private final RedisView redis = new RedisView(TestRedis.uri());
    private int plans;

    ShadowCommandIT(@TempDir Path directory) {
        inForce = TestRulebook.at(directory.resolve("rules"));
        candidate = TestRulebook.at(directory.resolve("candidate"));
    }

    @Test
    void a_candidate_judges_live_plans_and_never_acts() {
        redis.commands().flushall();
        Map<String, String> environment = Map.of(
                "APPLY_MODE",
                "production",
                "METRICS_PORT",
                Integer.toString(port),
                "GOV_RULES_DIR",
                inForce.directory().toString());
        try (redis;
                GovernorProcess daemon = GovernorProcess.run(TestRedis.uri(), environment)) {
            a_broken_candidate_is_refused();
            await().atMost(PATIENCE)
                    .until(() -> decide("0.5").path("outcome").asText().equals("PERMIT"));
            what_a_lower_limit_would_block_is_counted_while_it_is_permitted();
            what_goes_wrong_in_a_candidate_is_its_own_error();
            what_was_counted_stays_when_it_is_stopped();
            assertThat(daemon.isRunning()).isTrue();
        }
    }

    private void a_broken_candidate_is_refused() {
        int line = candidate.breakBurst();
        assertThat(shadow(3, candidate.directory().toString())).contains("gates/burst.drl:" + line + ": ");
        candidate.replace("gates/burst.drl", "\nwhenever\n", "\nwhen\n");
        assertThat(fine("report")).contains("nothing is running in shadow", "Next: governor shadow --help");
    }

    private void what_a_lower_limit_would_block_is_counted_while_it_is_permitted() {
        candidate.lowerTheCriticalScore().version("1.1.0");
        assertThat(fine(candidate.directory().toString()))
                .contains("candidate quantum-governor 1.1.0 (", "shadows it beside quantum-governor 1.0.0 (");
        assertThat(decide("0.75").path("outcome").asText()).isEqualTo("PERMIT");
        String last = "shadow:" + plans;
        assertThat(redis.permit(last).path("granted").asBoolean()).isTrue();
        decide("0.76");
        decide("0.5");
        decide("0.85");

        awaitReported(4);
        JsonNode report = json(shadow(0, "report", "--format", "json").getBytes(UTF_8));
        assertThat(report.path("plans").asLong()).isEqualTo(4);
        assertThat(report.path("missed").asLong()).isZero();
        assertThat(row(report, "agree").path("plans").asLong()).isEqualTo(2);
        JsonNode blocked = row(report, "newly_blocked");
        assertThat(blocked.path("plans").asLong()).isEqualTo(2);
        assertThat(blocked.path("gate").asText()).isEqualTo("1");
        assertThat(blocked.path("reason").asText()).isEqualTo("kill_score_critical_non_close");
        assertThat(blocked.path("lastPlans"))
                .extracting(JsonNode::asText)
                .containsExactly("shadow:" + (plans - 2), last);
        assertThat(fine("report"))
                .contains("4 plans compared since ")
                .containsPattern("agree +2 +50.0 %")
                .containsPattern("2 +newly blocked +1 +kill_score_critical_non_close +shadow:");
        assertThat(page("/metrics"))
                .contains(
                        "governor_shadow_plans_total{gate=\"1\",reason=\"kill_score_critical_non_close\",result=\"newly_blocked\"} 2.0",
                        "governor_shadow_plans_total{gate=\"\",reason=\"\",result=\"agree\"} 2.0",
                        "governor_shadow_evaluation_seconds_count 4")
                .containsPattern("governor_shadow_info\\{.*version=\"1.1.0\"} 1.0");
        assertThat(page("/health")).contains("\"shadow\":{\"candidate\":\"quantum-governor 1.1.0 (");
        assertThat(events("SHADOW_STARTED")).hasSize(1);
        assertThat(events("SHADOW_DIFFERENCE").get(0))
                .containsEntry("result", "newly_blocked")
                .containsEntry("reason", "kill_score_critical_non_close")
                .containsEntry("version", "1.1.0");
    }

    private void what_goes_wrong_in_a_candidate_is_its_own_error() {
        candidate
                .version("1.1.0", "1.2.0")
                .replace("gates/kill-score.drl", "rule \"kill-score: pass a close at any score\"", """
                        rule "kill-score: feed itself"
                            @gate("1") @version("1.0.0") @owner("risk")
                        when
                            Plan( action == "FEEDS_ITSELF" )
                            Order( opening, qtyBase > 0, $qty : qtyBase )
                        then
                            insert( Order.unpriced( false, $qty ) );
                        end

                        rule "kill-score: answer twice"
                            @gate("1") @version("1.0.0") @owner("risk")
                        when
                            Plan( action == "ANSWERED_TWICE" )
                            Order( opening )
                        then
                            answers.pass( "kill-score" );
                        end

                        rule "kill-score: pass a close at any score\"""")
                .replace(
                        "gates/kill-score.drl",
                        "import io.quantum.governor.facts.Order\n",
                        "import io.quantum.governor.facts.Order\nimport io.quantum.governor.facts.Plan\n");
        fine(candidate.directory().toString());
        for (String action : List.of("FEEDS_ITSELF", "ANSWERED_TWICE", "OPEN")) {
            assertThat(decide("0.5", action).path("outcome").asText()).isEqualTo("PERMIT");
        }

        JsonNode report = awaitReported(3);
        JsonNode blocked = row(report, "newly_blocked");
        assertThat(blocked.path("plans").asLong()).isEqualTo(2);
        assertThat(blocked.path("reason").asText()).isEqualTo("evaluation_error");
        assertThat(row(report, "agree").path("plans").asLong()).isEqualTo(1);
        assertThat(events("SHADOW_ENDED").get(0)).containsEntry("plans", "4").containsEntry("agree", "2");
    }

    private void what_was_counted_stays_when_it_is_stopped() {
        assertThat(fine("stop")).contains("candidate quantum-governor 1.2.0 (", "is no longer running in shadow");
        await().until(() -> page("/health").contains("\"shadow\":\"none\""));
        decide("0.5", "FEEDS_ITSELF");
        assertThat(fine("report")).contains(", ended 20", "3 plans compared").containsPattern("shadowed it .* until");
    }

    /** Lets a plan that opens be decided; gives its audit record. */
    private JsonNode decide(String score) {
        return decide(score, "OPEN");
    }

    private JsonNode decide(String score, String action) {
        plans++;
        String symbol = "S" + plans + "USDT";
        redis.hash(
                "quantum:position:snapshot:" + symbol,
                Map.of(
                        "position_amt",
                        "0",
                        "mark_price",
                        "10",
                        "ts_epoch",
                        Long.toString(Instant.now().getEpochSecond())));
        TestPlan plan = TestPlan.open("shadow:" + plans, symbol, "1").with("action", action);
        return redis.decide(plan.with("kill_score", score)).get(0);
    }

    /** What the daemon says of its candidate, as soon as so many plans were compared. */
    private JsonNode awaitReported(long plans) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> redis.commands().keys("quantum:governor:shadow:report:*").stream()
                                .flatMap(key -> redis.commands().hvals(key).stream())
                                .map(ShadowCommandIT::json)
                                .filter(daemon -> daemon.path("state").asText().equals("shadowing"))
                                .findFirst()
                                .orElse(JSON.createObjectNode()),
                        daemon -> daemon.path("rows").findValues("plans").stream()
                                        .mapToLong(JsonNode::asLong)
                                        .sum()
                                == plans);
    }

    private static JsonNode row(JsonNode report, String result) {
        for (JsonNode row : report.path("rows")) {
            if (row.path("result").asText().equals(result)) {
                return row;
            }
        }
        throw new AssertionError("no row " + result + " in " + report);
    }

    private List<Map<String, String>> events(String name) {
        await().until(() -> redis.entries(RedisView.EVENTS).stream().anyMatch(e -> name.equals(e.get("event"))));
        return redis.entries(RedisView.EVENTS).stream()
                .filter(e -> name.equals(e.get("event")))
                .toList();
    }

    private static String fine(String argument) {
        return shadow(0, argument);
    }

    private static String shadow(int exitCode, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "shadow";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        try (GovernorProcess command = GovernorProcess.command(Map.of("REDIS_URL", TestRedis.uri()), all)) {
            int code = command.awaitExit();
            assertThat(command.output()).doesNotContain("\tat ", "Exception");
            assertThat(code).as(command.output()).isEqualTo(exitCode);
            return command.output();
        }
    }

    private String page(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
