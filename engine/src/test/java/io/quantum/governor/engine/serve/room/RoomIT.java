package io.quantum.governor.engine.serve.room;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.loaders.sandbox.SimulatedExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the control room's pages are fed by. */
class RoomIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SYMBOLS = 50;

    private final RedisView redis = new RedisView(TestRedis.uri());
    private final SimulatedExchange exchange = SimulatedExchange.start();

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void empty() {
        redis.commands().flushall();
        exchange.setMarkPrice("BTCUSDT", 100);
        exchange.setPosition("BTCUSDT", "BOTH", 1);
    }

    @AfterEach
    void end() {
        redis.commands().flushall();
        redis.close();
        exchange.close();
    }

    private TestGovernor start(String archive) {
        Map<String, String> environment = new HashMap<>(TestGovernor.withExchange("production", exchange));
        environment.put("GOV_AUDIT_URL", archive);
        environment.put("GOV_HTTP_HOSTS", "governor.desk.example");
        return TestGovernor.start(TestRedis.uri(), environment);
    }

    private TestGovernor start() {
        return start("jdbc:sqlite:" + directory.resolve("audit.db"));
    }

    @Test
    void overview_tells_what_is_stopped_and_what_is_not_known_is_left_out() {
        try (TestGovernor governor = start()) {
            await().atMost(RedisView.PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    get(governor, "/api/overview").path("kill"))
                            .allSatisfy(state -> assertThat(state.asText()).isEqualTo("off")));
            redis.set("quantum:global:kill_switch", "yes");
            await().atMost(RedisView.PATIENCE)
                    .untilAsserted(() -> assertThat(get(governor, "/api/overview")
                                    .path("kill")
                                    .path("quantum:global:kill_switch")
                                    .asText())
                            .isEqualTo("on"));
            JsonNode overview = get(governor, "/api/overview");
            assertThat(overview.path("mode").asText()).isEqualTo("production");
            assertThat(overview.path("rulebook").path("digest").asText()).hasSize(64);
            assertThat(overview.path("plans").path("state").asText()).isEqualTo("decided");
            assertThat(overview.path("plans").path("waiting").asDouble(-1)).isZero();
            assertThat(overview.path("archive").path("state").asText()).isEqualTo("archiving");
        }
    }

    @Test
    void headroom_is_what_redis_holds_and_says_when_a_permit_frees() {
        Instant now = Instant.now();
        redis.commands()
                .rpush(
                        "quantum:governor:exec:BTCUSDT",
                        Stream.of(now.minusSeconds(100), now.minusSeconds(1000))
                                .map(at -> Long.toString(at.getEpochSecond()).getBytes(US_ASCII))
                                .toArray(byte[][]::new));
        redis.set("quantum:governor:last_exec:BTCUSDT", Long.toString(now.getEpochSecond() - 100));
        try (TestGovernor governor = start()) {
            await().atMost(RedisView.PATIENCE)
                    .until(() -> get(governor, "/api/headroom").path("rows").size() > 1);
            List<JsonNode> rows = list(get(governor, "/api/headroom").path("rows"));
            JsonNode burst = row(rows, "burst");
            assertThat(burst.path("number").asText()).isEqualTo("3");
            assertThat(burst.path("value").asDouble()).isEqualTo(1);
            assertThat(burst.path("limit").asDouble()).isEqualTo(2);
            assertThat(burst.path("ratio").asDouble()).isEqualTo(0.5);
            assertThat(burst.path("threshold").asText()).isEqualTo("burst.maxPer5Min");
            assertThat(burst.path("unit").asText()).isEqualTo("permits");
            assertThat(burst.path("from").asText()).isEqualTo("gates/burst.drl");
            assertThat(Instant.parse(burst.path("freesAt").asText()))
                    .isBetween(now.plusSeconds(198), now.plusSeconds(202));
            JsonNode hour = row(rows, "hourly-rate");
            assertThat(hour.path("value").asDouble()).isEqualTo(2);
            assertThat(Instant.parse(hour.path("freesAt").asText()))
                    .isBetween(now.plusSeconds(2598), now.plusSeconds(2602));
            assertThat(rows)
                    .extracting(row -> row.path("ratio").asDouble())
                    .isSortedAccordingTo((a, b) -> Double.compare(b, a));
        }
    }

    @Test
    void each_decision_is_told_once_though_the_page_was_cut_off_in_between() throws Exception {
        try (TestGovernor governor = start()) {
            List<String> ids =
                    IntStream.range(0, 1000).mapToObj(i -> "told:" + i).toList();
            String last;
            try (EventReader page = new EventReader(governor.url() + "/api/stream?topics=decision", "")) {
                await().atMost(RedisView.PATIENCE)
                        .until(() -> !page.events("gap").isEmpty());
                publish(ids.subList(0, 500));
                await().atMost(RedisView.PATIENCE)
                        .untilAsserted(() -> assertThat(page.plans()).hasSize(500));
                assertThat(page.plans()).containsExactlyInAnyOrderElementsOf(ids.subList(0, 500));
                List<EventReader.Event> told = page.events("decision");
                last = told.get(told.size() - 1).id();
            }
            publish(ids.subList(500, 800));
            governor.awaitOutcomes(800);
            try (EventReader page = new EventReader(governor.url() + "/api/stream?topics=decision", last)) {
                publish(ids.subList(800, 1000));
                await().atMost(RedisView.PATIENCE)
                        .untilAsserted(() -> assertThat(page.plans()).hasSize(500));
                assertThat(page.plans()).containsExactlyInAnyOrderElementsOf(ids.subList(500, 1000));
                assertThat(page.events("gap")).isEmpty();
            }
        }
    }

    @Test
    void decisions_are_found_page_by_page_whether_archived_or_not() {
        for (String archive : List.of("off", "jdbc:sqlite:" + directory.resolve("audit.db"))) {
            redis.commands().flushall();
            try (TestGovernor governor = start(archive)) {
                publish(IntStream.range(0, 30).mapToObj(i -> "found:" + i).toList());
                governor.awaitOutcomes(30);

                JsonNode first = get(governor, "/api/decisions?limit=12");
                JsonNode second = get(
                        governor,
                        "/api/decisions?limit=12&cursor=" + first.path("cursor").asText());
                JsonNode third = get(
                        governor,
                        "/api/decisions?limit=12&cursor="
                                + second.path("cursor").asText());
                assertThat(first.path("rows")).hasSize(12);
                assertThat(second.path("rows")).hasSize(12);
                assertThat(third.path("rows")).hasSize(6);
                assertThat(third.path("cursor").asText()).isEmpty();
                assertThat(Stream.of(first, second, third)
                                .flatMap(page -> list(page.path("rows")).stream())
                                .map(row -> row.path("plan").asText()))
                        .doesNotHaveDuplicates()
                        .hasSize(30);
                assertThat(list(get(governor, "/api/decisions?q=found:7").path("rows")))
                        .extracting(row -> row.path("plan").asText())
                        .containsExactly("found:7");
                assertThat(get(governor, "/api/decisions?symbol=S7USDT").path("rows"))
                        .hasSize(1);
                assertThat(get(governor, "/api/decisions?limit=0").path("error").asText())
                        .contains("limit: give a whole number from 1 to 500");
            }
        }
    }

    @Test
    void pages_of_other_sites_get_nothing() throws IOException {
        try (TestGovernor governor = start()) {
            int port = URI.create(governor.url()).getPort();
            assertThat(status(port, "/api/overview", "Host: localhost:" + port)).isEqualTo(200);
            assertThat(status(port, "/api/overview", "Host: 127.0.0.1:" + port)).isEqualTo(200);
            assertThat(status(port, "/api/overview", "Host: Governor.Desk.Example"))
                    .isEqualTo(200);
            assertThat(status(port, "/api/overview", "Host: evil.example")).isEqualTo(403);
            assertThat(status(port, "/", "Host: evil.example")).isEqualTo(403);
            assertThat(status(port, "/health", "Host: evil.example")).isEqualTo(200);
            String host = "Host: localhost:" + port;
            assertThat(status(port, "/api/stream", host, "Origin: https://evil.example"))
                    .isEqualTo(403);
            assertThat(status(port, "/api/overview", host, "Origin: null")).isEqualTo(403);
            assertThat(status(port, "/api/overview", host, "Origin: http://localhost:" + port))
                    .isEqualTo(200);
            assertThat(status(port, "/api/overview", host, "Sec-Fetch-Site: cross-site"))
                    .isEqualTo(403);
            assertThat(status(port, "/", host, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"))
                    .isEqualTo(200);
        }
    }

    @Test
    void files_are_served_with_what_keeps_other_scripts_out() {
        try (TestGovernor governor = start()) {
            assertThat(governor.page("/").headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains("default-src 'none'", "script-src 'self' 'sha256-", "frame-ancestors 'none'"));
            assertThat(governor.page("/lib/lit/index.js").statusCode()).isEqualTo(200);
            assertThat(governor.page("/lib/lit__reactive-element/reactive-element.js")
                            .statusCode())
                    .isEqualTo(200);
            for (String outside : List.of("/room/../Room.class", "/lib/lit/%2e%2e/%2e%2e/x", "/lib/none/index.js")) {
                assertThat(governor.page(outside).statusCode()).as(outside).isEqualTo(404);
            }
        }
    }

    private void publish(List<String> plans) {
        redis.publish(plans.stream()
                .map(id -> TestPlan.halfClose(id, "S" + Integer.parseInt(id.replaceAll(".*:", "")) % SYMBOLS + "USDT"))
                .toList());
    }

    private static JsonNode get(TestGovernor governor, String path) {
        try {
            return JSON.readTree(governor.page(path).body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(path, e);
        }
    }

    private static List<JsonNode> list(JsonNode array) {
        return IntStream.range(0, array.size()).mapToObj(array::get).toList();
    }

    private static JsonNode row(List<JsonNode> rows, String gate) {
        return rows.stream()
                .filter(row -> row.path("gate").asText().equals(gate))
                .findFirst()
                .orElseThrow();
    }

    /** The status that a request with these headers gets. */
    private static int status(int port, String path, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request =
                    "GET " + path + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(12);
            return Integer.parseInt(new String(answer, US_ASCII).substring(9));
        }
    }
}
