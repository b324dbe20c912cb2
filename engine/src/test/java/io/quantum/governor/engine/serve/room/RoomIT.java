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
import java.nio.file.Files;
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
        return start("production", archive);
    }

    private TestGovernor start(String mode, String archive) {
        Map<String, String> environment = new HashMap<>(TestGovernor.withExchange(mode, exchange));
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
    void overview_knows_every_daemon_that_is_alive_and_by_which_rulebook_it_decides() {
        try (TestGovernor governor = start()) {
            try (TestGovernor other = start("off")) {
                await().atMost(RedisView.PATIENCE)
                        .until(() ->
                                get(governor, "/api/overview").path("daemons").size() == 2);
                List<JsonNode> daemons = list(get(governor, "/api/overview").path("daemons"));
                assertThat(daemons)
                        .extracting(daemon -> daemon.path("self").asBoolean())
                        .containsExactly(true, false);
                assertThat(daemons.get(1).path("daemon"))
                        .isEqualTo(get(other, "/api/overview").path("daemon"));
                assertThat(daemons).allSatisfy(daemon -> {
                    assertThat(daemon.path("digest").asText()).hasSize(64);
                    assertThat(daemon.path("version").asText()).isNotEmpty();
                    assertThat(daemon.path("product").asText()).isNotEmpty();
                    assertThat(Instant.parse(daemon.path("at").asText())).isAfter(Instant.EPOCH);
                });
            }
            await().atMost(RedisView.PATIENCE)
                    .until(() -> get(governor, "/api/overview").path("daemons").size() == 1);
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
    void headroom_has_the_limits_of_the_whole_portfolio_by_what_the_rules_measure_of_it() {
        try (TestGovernor governor = start()) {
            await().atMost(RedisView.PATIENCE)
                    .until(() -> list(get(governor, "/api/headroom").path("rows")).stream()
                            .anyMatch(row -> row.has("value")));
            List<JsonNode> rows = list(get(governor, "/api/headroom").path("rows"));
            assertThat(rows).allSatisfy(row -> {
                assertThat(row.path("symbol").asText()).isEmpty();
                assertThat(row.path("scope").asText()).isEqualTo("portfolio");
            });
            assertThat(rows)
                    .extracting(row -> row.path("gate").asText())
                    .containsExactlyInAnyOrder("open-positions", "portfolio-notional");
            JsonNode positions = row(rows, "open-positions");
            assertThat(positions.path("value").asDouble()).isEqualTo(1);
            assertThat(positions.path("limit").asDouble()).isEqualTo(10);
            assertThat(positions.path("unit").asText()).isEqualTo("positions");
            assertThat(positions.path("threshold").asText()).isEqualTo("openPositions.maxOpenPositions");
            JsonNode notional = row(rows, "portfolio-notional");
            assertThat(notional.path("value").asDouble()).isEqualTo(100);
            assertThat(notional.path("ratio").asDouble()).isEqualTo(0.05);
            assertThat(notional.path("from").asText()).isEqualTo("gates/portfolio-notional.drl");
        }
    }

    @Test
    void a_portfolio_that_nobody_knows_is_unknown_and_not_empty() {
        redis.hash("quantum:position:snapshot:ETHUSDT", Map.of("position_amt", "many"));
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), Map.of("APPLY_MODE", "production"))) {
            List<JsonNode> rows = list(get(governor, "/api/headroom").path("rows"));
            assertThat(rows)
                    .extracting(row -> row.path("gate").asText())
                    .containsExactlyInAnyOrder("open-positions", "portfolio-notional");
            assertThat(rows).allSatisfy(row -> {
                assertThat(row.has("value")).isFalse();
                assertThat(row.path("unknown").asText()).isEqualTo("portfolio_unknown");
            });
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

                JsonNode first = whole(governor, "/api/decisions?limit=12");
                JsonNode second = whole(
                        governor,
                        "/api/decisions?limit=12&cursor=" + first.path("cursor").asText());
                JsonNode third = whole(
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
                JsonNode one = whole(governor, "/api/decisions?q=found:7");
                assertThat(list(one.path("rows")))
                        .as("with %s: %s", archive, one)
                        .extracting(row -> row.path("plan").asText())
                        .containsExactly("found:7");
                assertThat(whole(governor, "/api/decisions?symbol=S7USDT").path("rows"))
                        .hasSize(1);
                assertThat(get(governor, "/api/decisions?limit=0").path("error").asText())
                        .contains("limit: give a whole number from 1 to 500");
            }
        }
    }

    @Test
    void decisions_tell_what_was_ordered_what_would_have_blocked_and_what_failed_whether_archived_or_not() {
        for (String archive : List.of("off", "jdbc:sqlite:" + directory.resolve("would.db"))) {
            redis.commands().flushall();
            try (TestGovernor governor = start("dry_run", archive)) {
                await().atMost(RedisView.PATIENCE)
                        .until(() -> list(get(governor, "/api/headroom").path("rows")).stream()
                                .anyMatch(row -> row.path("value").asDouble() > 0));
                for (int i = 0; i < 4; i++) {
                    redis.publish(TestPlan.halfClose("would:" + i, "BTCUSDT"));
                    governor.awaitOutcomes(i + 1);
                }
                redis.publish(TestPlan.halfClose("would:4", "BTCUSDT").with("qty", "many"));
                redis.publish(TestPlan.open("would:5", "NOPRICEUSDT", "1"));
                governor.awaitOutcomes(6);
                if (!archive.equals("off")) {
                    await().atMost(RedisView.PATIENCE)
                            .until(() -> redis.commands().xlen(RedisView.AUDIT) == 0);
                }

                List<JsonNode> all = list(get(governor, "/api/decisions").path("rows"));
                JsonNode first = plan(all, "would:0");
                assertThat(first.path("action").asText()).isEqualTo("PARTIAL_50");
                assertThat(first.path("usd").asDouble()).isEqualTo(50);
                assertThat(first.path("would")).noneMatch(why -> why.asText().equals("burst_limit_exceeded"));
                JsonNode unpriced = plan(all, "would:5");
                assertThat(unpriced.has("usd")).isFalse();
                assertThat(unpriced.path("usdUnknown").asText()).isEqualTo("no price was known");

                List<JsonNode> would = list(get(governor, "/api/decisions?only=would&symbol=BTCUSDT")
                        .path("rows"));
                assertThat(plan(would, "would:3").path("would"))
                        .anyMatch(why -> why.asText().equals("burst_limit_exceeded"));
                assertThat(would).allSatisfy(row -> {
                    assertThat(row.path("decision").asText()).isEqualTo("PERMIT");
                    assertThat(row.path("would")).isNotEmpty();
                });
                JsonNode page = get(governor, "/api/decisions?only=would&symbol=BTCUSDT&limit=1");
                JsonNode next = get(
                        governor,
                        "/api/decisions?only=would&symbol=BTCUSDT&limit=1&cursor="
                                + page.path("cursor").asText());
                assertThat(page.path("rows").get(0)).isEqualTo(would.get(0));
                assertThat(next.path("rows").get(0)).isEqualTo(would.get(1));

                JsonNode failed = get(governor, "/api/decisions?only=error");
                assertThat(list(failed.path("rows"))).singleElement().satisfies(row -> {
                    assertThat(row.path("plan").asText()).isEqualTo("would:4");
                    assertThat(row.path("error").asBoolean()).isTrue();
                });
                assertThat(get(governor, "/api/decisions?only=x").path("error").asText())
                        .isEqualTo("only: give would or error");
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
    void the_page_is_written_in_at_most_150_000_bytes() throws IOException {
        Path web =
                Path.of("src/main/resources", RoomFiles.class.getPackageName().replace('.', '/'), "web");
        try (Stream<Path> files = Files.list(web)) {
            long bytes = files.mapToLong(file -> file.toFile().length()).sum();
            assertThat(bytes)
                    .as("the files of the page are %d bytes together; what is new has to displace something", bytes)
                    .isLessThanOrEqualTo(150_000);
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

    /** A page for which all places could be asked: on a busy machine one of them may not answer in time, which it says. */
    private static JsonNode whole(TestGovernor governor, String path) {
        return await().until(
                        () -> get(governor, path),
                        page -> page.path("note").asText().isEmpty());
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

    private static JsonNode plan(List<JsonNode> rows, String plan) {
        return rows.stream()
                .filter(row -> row.path("plan").asText().equals(plan))
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
