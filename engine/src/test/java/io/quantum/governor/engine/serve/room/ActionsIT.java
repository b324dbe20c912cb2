package io.quantum.governor.engine.serve.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestRedis;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators do by the page. */
class ActionsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String KILL = "quantum:kill";

    private final RedisView redis = new RedisView(TestRedis.uri());

    @TempDir
    private Path directory = Path.of("");

    private @Nullable TestGovernor started;

    @BeforeEach
    void start() throws IOException {
        redis.commands().flushall();
        Path executor = Files.writeString(directory.resolve("apply.env"), "APPLY_MODE=production\nKEPT=1\n");
        Path tokens = Files.writeString(
                directory.resolve("tokens"),
                "# who\nada operator " + People.sha256("ada's token") + "\nnonsense\nvic viewer "
                        + People.sha256("vic's token") + "\n");
        Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-r-----"));
        started = TestGovernor.start(
                TestRedis.uri(),
                new HashMap<>(Map.of(
                        "APPLY_CONFIG_PATH",
                        executor.toString(),
                        "GOV_DISARM_RESTART_CMD",
                        "true",
                        "GOV_AUDIT_URL",
                        "jdbc:sqlite:" + directory.resolve("audit.db"),
                        "GOV_ROOM_TOKENS",
                        tokens.toString())));
    }

    @AfterEach
    void end() {
        governor().close();
        redis.commands().flushall();
        redis.close();
    }

    private TestGovernor governor() {
        return Objects.requireNonNull(started);
    }

    /** Somebody who has signed in. */
    private record SignedIn(String cookie, String csrf) {}

    @Test
    void the_kill_switch_is_turned_by_an_operator_who_says_why_and_types_what_loosens() throws Exception {
        SignedIn ada = signIn("ada's token");
        JsonNode preview = get("/api/actions/kill-on/preview");
        assertThat(preview.path("allowed").asBoolean()).isTrue();
        assertThat(preview.path("loosens").asBoolean(true)).isFalse();

        assertThat(post("kill-on", ada, Map.of("digest", digest(preview), "reason", "..."))
                        .statusCode())
                .isEqualTo(400);
        assertThat(redis.has(KILL)).isFalse();
        HttpResponse<String> done =
                post("kill-on", ada, Map.of("digest", digest(preview), "reason", "odd <b>fills</b>"));
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(redis.text(KILL)).isEqualTo("1");

        // somebody who has looked before it was turned
        HttpResponse<String> stale = post("kill-on", ada, Map.of("digest", digest(preview), "reason", "again"));
        assertThat(stale.statusCode()).isEqualTo(409);

        JsonNode off = get("/api/actions/kill-off/preview");
        assertThat(off.path("type").asText()).isEqualTo("production");
        Map<String, String> untyped = Map.of("digest", digest(off), "reason", "it is well");
        assertThat(post("kill-off", ada, untyped).statusCode()).isEqualTo(400);
        assertThat(redis.text(KILL)).isEqualTo("1");
        Map<String, String> typed = new HashMap<>(untyped);
        typed.put("typed", "production");
        assertThat(post("kill-off", ada, typed).statusCode()).isEqualTo(200);
        assertThat(redis.has(KILL)).isFalse();

        await().atMost(RedisView.PATIENCE)
                .untilAsserted(() -> assertThat(deeds())
                        .extracting(deed -> deed.path("kind").asText())
                        .contains("KILL_SWITCH_ON", "KILL_SWITCH_OFF"));
        JsonNode on = deed("KILL_SWITCH_ON");
        assertThat(on.path("who").asText()).isEqualTo("ada");
        assertThat(on.path("from").asText()).isEqualTo("control room, 127.0.0.1");
        assertThat(on.path("why").asText()).isEqualTo("odd <b>fills</b>");
    }

    @Test
    void each_kill_switch_that_is_on_names_who_turned_it_on() throws Exception {
        SignedIn ada = signIn("ada's token");
        assertThat(post(
                                "kill-on",
                                ada,
                                Map.of("digest", digest(get("/api/actions/kill-on/preview")), "reason", "odd fills"))
                        .statusCode())
                .isEqualTo(200);
        redis.set("quantum:global:kill_switch", "1");
        await().atMost(RedisView.PATIENCE).untilAsserted(() -> {
            Map<String, String> by = new HashMap<>();
            list(get("/api/incidents").path("inForce")).stream()
                    .filter(lock -> lock.path("kind").asText().equals("kill"))
                    .forEach(lock ->
                            by.put(lock.path("key").asText(), lock.path("by").asText()));
            assertThat(by).containsOnlyKeys(KILL, "quantum:global:kill_switch").containsEntry(KILL, "ada");
            assertThat(by.get("quantum:global:kill_switch")).isNotEqualTo("ada").isNotEmpty();
        });
    }

    @Test
    void the_executor_is_disarmed_and_armed_again() throws Exception {
        SignedIn ada = signIn("ada's token");
        Path executor = directory.resolve("apply.env");
        JsonNode disarm = get("/api/actions/disarm/preview");
        assertThat(post("disarm", ada, Map.of("digest", digest(disarm), "reason", "odd fills"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(Files.readString(executor)).isEqualTo("APPLY_MODE=dry_run\nKEPT=1\n");
        await().atMost(RedisView.PATIENCE).untilAsserted(() -> {
            JsonNode mode = list(get("/api/incidents").path("inForce")).stream()
                    .filter(lock -> lock.path("kind").asText().equals("mode"))
                    .findFirst()
                    .orElseThrow();
            assertThat(mode.path("state").asText()).isEqualTo("dry_run");
            assertThat(mode.path("by").asText()).isEqualTo("ada");
            assertThat(mode.path("actions")).hasSize(2);
        });

        redis.set(KILL, "1");
        JsonNode refused = get("/api/actions/rearm-production/preview");
        assertThat(refused.path("allowed").asBoolean(true)).isFalse();
        assertThat(refused.path("whyNot").asText()).contains("quantum:kill is on");
        Map<String, String> again = Map.of("digest", digest(refused), "reason", "mended", "typed", "production");
        assertThat(post("rearm-production", ada, again).statusCode()).isEqualTo(409);
        redis.commands().del(KILL);

        JsonNode rearm = get("/api/actions/rearm-production/preview");
        Map<String, String> typed = Map.of("digest", digest(rearm), "reason", "mended", "typed", "production");
        assertThat(post("rearm-production", ada, typed).statusCode()).isEqualTo(200);
        assertThat(Files.readString(executor)).isEqualTo("APPLY_MODE=production\nKEPT=1\n");
        assertThat(deed("REARMED").path("before").asText()).isEqualTo("dry_run");
    }

    @Test
    void nobody_acts_without_a_token_of_their_own() throws Exception {
        JsonNode preview = get("/api/actions/kill-on/preview");
        Map<String, String> asked = Map.of("digest", digest(preview), "reason", "odd fills");
        SignedIn vic = signIn("vic's token");
        SignedIn ada = signIn("ada's token");

        assertThat(post("kill-on", new SignedIn("", ""), asked).statusCode()).isEqualTo(401);
        assertThat(post("kill-on", new SignedIn(ada.cookie(), "another"), asked).statusCode())
                .isEqualTo(403);
        assertThat(post("kill-on", vic, asked).statusCode()).isEqualTo(403);
        assertThat(post("kill-none", ada, asked).statusCode()).isEqualTo(404);
        // who is taken out of the file can do nothing from then on
        Path tokens = directory.resolve("tokens");
        String all = Files.readString(tokens);
        Files.writeString(tokens, "");
        assertThat(post("kill-on", ada, asked).statusCode()).isEqualTo(401);
        Files.writeString(tokens, all);
        Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(post("kill-on", ada, asked).statusCode()).isEqualTo(401);
        assertThat(get("/api/session").path("howTo").asText()).contains("chmod 640");
        Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(redis.has(KILL)).isFalse();
        assertThat(bearer("kill-on", "ada's token", asked).statusCode()).isEqualTo(200);
        assertThat(redis.text(KILL)).isEqualTo("1");

        for (int i = 0; i < 5; i++) {
            assertThat(bearer("kill-on", "wrong", asked).statusCode()).isEqualTo(401);
        }
        assertThat(bearer("kill-on", "wrong", asked).statusCode()).isEqualTo(429);
        // who has a token is let in all the same
        assertThat(signIn("ada's token").csrf()).isNotEmpty();
    }

    private List<JsonNode> deeds() throws IOException, InterruptedException {
        return list(get("/api/incidents").path("deeds"));
    }

    private JsonNode deed(String kind) throws IOException, InterruptedException {
        return deeds().stream()
                .filter(deed -> deed.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> list(JsonNode array) {
        return IntStream.range(0, array.size()).mapToObj(array::get).toList();
    }

    private static String digest(JsonNode preview) {
        return preview.path("digest").asText();
    }

    private SignedIn signIn(String token) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(
                request("/api/session").POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of("token", token)))));
        assertThat(answer.statusCode()).isEqualTo(200);
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict");
        return new SignedIn(
                cookie.replaceFirst(";.*", ""),
                JSON.readTree(answer.body()).path("csrf").asText());
    }

    private HttpResponse<String> post(String action, SignedIn who, Map<String, String> body)
            throws IOException, InterruptedException {
        return send(request("/api/actions/" + action)
                .header("Cookie", who.cookie())
                .header("X-Governor-CSRF", who.csrf())
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private HttpResponse<String> bearer(String action, String token, Map<String, String> body)
            throws IOException, InterruptedException {
        return send(request("/api/actions/" + action)
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(send(request(path)).body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(governor().url() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
