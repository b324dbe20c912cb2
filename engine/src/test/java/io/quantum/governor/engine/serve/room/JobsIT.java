package io.quantum.governor.engine.serve.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
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
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes long: the daemon starts a process of its own for it, and nothing is left of that. */
class JobsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    /** A process at the lowest priority gets its turn when the others have had theirs. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int PLANS = 40;

    private final RedisView redis = new RedisView(TestRedis.uri());

    @TempDir
    private Path directory = Path.of("");

    private @Nullable TestGovernor started;

    @BeforeEach
    void empty() throws IOException {
        redis.commands().flushall();
        Path tokens = Files.writeString(
                directory.resolve("tokens"),
                "ada operator " + People.sha256("ada's token") + "\nvic viewer " + People.sha256("vic's token") + "\n");
        Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-r-----"));
    }

    @AfterEach
    void end() {
        governor().close();
        redis.commands().flushall();
        redis.close();
    }

    private static String niceness(ProcessHandle process) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        return stat.replaceFirst(".*\\) ", "").split(" ", -1)[16];
    }

    private TestGovernor governor() {
        return Objects.requireNonNull(started);
    }

    private void start(String archive) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "APPLY_MODE",
                "production",
                "GOV_AUDIT_URL",
                archive,
                "GOV_ROOM_TOKENS",
                directory.resolve("tokens").toString()));
        started = TestGovernor.start(TestRedis.uri(), environment);
    }

    private void startWithArchive() {
        start("jdbc:sqlite:" + directory.resolve("audit.db"));
        await().atMost(RedisView.PATIENCE)
                .until(() -> governor().page("/api/audit/head").statusCode() == 200);
    }

    private void decidePlans() {
        IntStream.range(0, PLANS).forEach(i -> redis.publish(TestPlan.halfClose("jobs:" + i, "BTCUSDT")));
        governor().awaitOutcomes(PLANS);
        await().atMost(RedisView.PATIENCE).until(() -> redis.commands().xlen(RedisView.AUDIT) == 0);
    }

    @Test
    void each_kind_of_job_comes_to_its_end_with_what_the_command_prints() throws Exception {
        startWithArchive();
        decidePlans();
        String digest = get("/api/rulebook").path("digest").asText();
        String version = get("/api/rulebook").path("version").asText();
        assertThat(get("/api/rulebook").path("coverage").path("unknown").asText())
                .isNotEmpty();

        JsonNode verified = finished(ada(Map.of("kind", "verify")));
        assertThat(verified.path("result").path("intact").asBoolean()).isTrue();
        assertThat(verified.path("result").path("head").asText()).isNotEmpty();

        JsonNode replayed = finished(ada(Map.of("kind", "replay", "rules", version, "since", "2026-01-01T00:00:00Z")));
        assertThat(replayed.path("result").path("replayed").asInt()).isEqualTo(PLANS);
        assertThat(replayed.path("result").path("flips").asInt(-1)).isZero();
        assertThat(replayed.path("what").asText()).contains(version, "2026-01-01T00:00:00Z");
        assertThat(replayed.path("by").asText()).isEqualTo("ada");

        JsonNode compared = finished(ada(Map.of("kind", "diff", "before", version, "after", digest)));
        assertThat(compared.path("result").path("change").asText()).isEqualToIgnoringCase("none");

        JsonNode covered = finished(ada(Map.of("kind", "coverage")));
        assertThat(covered.path("result").path("coverage").path("percent").asInt())
                .isEqualTo(100);
        JsonNode coverage = get("/api/rulebook").path("coverage");
        assertThat(coverage.path("report").path("coverage").path("percent").asInt())
                .isEqualTo(100);
        assertThat(coverage.path("at").asText()).isEqualTo(covered.path("ended").asText());

        assertThat(list(get("/api/jobs").path("jobs")))
                .extracting(job -> job.path("kind").asText())
                .containsExactly("coverage", "diff", "replay", "verify");
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void a_job_is_cancelled_and_its_process_is_gone() throws Exception {
        startWithArchive();
        JsonNode job = JSON.readTree(ada(Map.of("kind", "coverage")).body());
        ProcessHandle process = ProcessHandle.of(job.path("pid").asLong()).orElseThrow();
        assertThat(process.isAlive()).isTrue();
        // it is lowered by the process itself, once it has begun
        await().atMost(PATIENCE).until(() -> niceness(process).equals("19"));

        HttpResponse<String> second = ada(Map.of("kind", "verify"));
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("a job runs already", "ada");

        String path = "/api/jobs/" + job.path("id").asText();
        assertThat(send(request(path)
                                .header("Authorization", "Bearer vic's token")
                                .DELETE())
                        .statusCode())
                .isEqualTo(403);
        assertThat(process.isAlive()).isTrue();
        HttpResponse<String> cancelled =
                send(request(path).header("Authorization", "Bearer ada's token").DELETE());
        assertThat(cancelled.statusCode()).isEqualTo(200);
        assertThat(process.isAlive()).isFalse();
        assertThat(get(path).path("state").asText()).isEqualTo("cancelled");
        await().atMost(RedisView.PATIENCE)
                .untilAsserted(() -> assertThat(leftBehind()).isEmpty());
        // the way is free again
        JsonNode verified = finished(ada(Map.of("kind", "verify")));
        assertThat(send(request("/api/jobs/" + verified.path("id").asText())
                                .header("Authorization", "Bearer ada's token")
                                .DELETE())
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void a_job_ends_with_the_daemon() throws Exception {
        startWithArchive();
        JsonNode job = JSON.readTree(ada(Map.of("kind", "coverage")).body());
        ProcessHandle process = ProcessHandle.of(job.path("pid").asLong()).orElseThrow();
        governor().close();
        assertThat(process.isAlive()).isFalse();
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void nothing_that_is_not_known_gets_into_a_command() throws Exception {
        startWithArchive();
        for (String name : List.of("--help", "1.0.0; touch x", "/etc", "../rules", "9.9.9", "$(id)", "f".repeat(64))) {
            for (Map<String, String> asked : List.of(
                    Map.of("kind", "replay", "rules", name), Map.of("kind", "diff", "before", "", "after", name))) {
                HttpResponse<String> answer = ada(asked);
                assertThat(answer.statusCode()).as(name).isEqualTo(400);
                assertThat(answer.body()).contains("is in force, published or on record");
            }
        }
        assertThat(ada(Map.of("kind", "admit")).body()).contains("diff, replay, coverage, verify");
        assertThat(ada(Map.of("kind", "replay", "since", "7d --format html")).body())
                .contains("since: give a time such as");
        assertThat(ada(Map.of("kind", "replay", "since", "2026-01-02T00:00:00Z", "until", "2026-01-01T00:00:00Z"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(list(get("/api/jobs").path("jobs"))).isEmpty();
        assertThat(send(request("/api/jobs/--help")).statusCode()).isEqualTo(404);
    }

    @Test
    void only_operators_start_jobs_and_no_other_page_does_it_in_their_name() throws Exception {
        start("off");
        String verify = JSON.writeValueAsString(Map.of("kind", "verify"));
        assertThat(send(request("/api/jobs").POST(BodyPublishers.ofString(verify)))
                        .statusCode())
                .isEqualTo(401);
        assertThat(bearer("vic's token", Map.of("kind", "verify")).statusCode()).isEqualTo(403);
        HttpResponse<String> session =
                send(request("/api/session").POST(BodyPublishers.ofString("{\"token\":\"ada's token\"}")));
        String cookie = session.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
        assertThat(send(request("/api/jobs").header("Cookie", cookie).POST(BodyPublishers.ofString(verify)))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(request("/api/jobs")
                                .header("Authorization", "Bearer ada's token")
                                .header("Origin", "http://elsewhere.example")
                                .POST(BodyPublishers.ofString(verify)))
                        .statusCode())
                .isEqualTo(403);
        // who may do it learns why it can't be done
        HttpResponse<String> off = ada(Map.of("kind", "verify"));
        assertThat(off.statusCode()).isEqualTo(400);
        assertThat(off.body()).contains("GOV_AUDIT_URL is off");
    }

    @Test
    void a_plan_is_explained_against_another_rulebook_and_gates_tell_whether_they_are_alive() throws Exception {
        startWithArchive();
        decidePlans();
        String version = get("/api/rulebook").path("version").asText();
        HttpResponse<String> anybody = send(request("/api/explain/jobs:0?against=" + version));
        assertThat(anybody.statusCode()).isEqualTo(401);
        assertThat(anybody.body()).contains("sign in first");
        JsonNode both =
                JSON.readTree(vic("/api/explain/jobs:0?against=" + version).body());
        assertThat(both.path("explanation").path("planId").asText()).isEqualTo("jobs:0");
        JsonNode verdict = both.path("against").path("verdict");
        assertThat(verdict.path("before").asText()).isNotEmpty();
        assertThat(verdict.path("after").asText())
                .isEqualTo(verdict.path("before").asText());
        assertThat(both.path("against").path("gates").size()).isPositive();
        HttpResponse<String> unknown = vic("/api/explain/jobs:0?against=--help");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("against: no rulebook --help");

        JsonNode report = get("/api/gates");
        JsonNode burst = gate(report, "burst");
        assertThat(burst.path("enforcement"))
                .isEqualTo(JSON.readTree("{\"production\":\"enforce\",\"testnet\":\"off\",\"dry_run\":\"shadow\"}"));
        assertThat(burst.path("tests").asInt()).isPositive();
        assertThat(gate(report, "order-notional")
                        .path("enforcement")
                        .path("production")
                        .asText())
                .isEqualTo("enforce, of plans that open");
        assertThat(gate(report, "position-to-close")
                        .path("enforcement")
                        .path("production")
                        .asText())
                .isEqualTo("enforce, of plans that close");
        assertThat(list(report.path("gates")))
                .allSatisfy(gate -> assertThat(gate.path("enforcement")).hasSize(3));
    }

    private static JsonNode gate(JsonNode report, String name) {
        return list(report.path("gates")).stream()
                .filter(gate -> gate.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The directories of jobs whose rulebooks lie there still. */
    private static List<Path> leftBehind() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            String ours = "governor-job-" + ProcessHandle.current().pid() + "-";
            return all.filter(path -> path.getFileName().toString().startsWith(ours))
                    .toList();
        }
    }

    private JsonNode finished(HttpResponse<String> answer) throws IOException, InterruptedException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String path = "/api/jobs/" + JSON.readTree(answer.body()).path("id").asText();
        await().atMost(PATIENCE).until(() -> !get(path).path("state").asText().equals("running"));
        JsonNode job = get(path);
        assertThat(job.path("state").asText()).as(job.path("why").asText()).isEqualTo("done");
        return job;
    }

    private HttpResponse<String> ada(Map<String, String> asked) throws IOException, InterruptedException {
        return bearer("ada's token", asked);
    }

    private HttpResponse<String> vic(String path) throws IOException, InterruptedException {
        return send(request(path).header("Authorization", "Bearer vic's token"));
    }

    private HttpResponse<String> bearer(String token, Map<String, String> asked)
            throws IOException, InterruptedException {
        return send(request("/api/jobs")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(asked))));
    }

    private static List<JsonNode> list(JsonNode array) {
        return IntStream.range(0, array.size()).mapToObj(array::get).toList();
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
