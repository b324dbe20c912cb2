package io.quantum.governor.engine.serve.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.engine.testing.TestRules;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description of the pages says what they answer. */
class OpenApiIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PATH = Pattern.compile("(/(?:api/[a-z/.{}_]+|health))");
    private static final String PLAN = "described:1";

    private final RedisView redis = new RedisView(TestRedis.uri());

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void empty() {
        redis.commands().flushall();
    }

    @AfterEach
    void end() {
        redis.commands().flushall();
        redis.close();
    }

    @Test
    void each_page_answers_as_it_is_described() throws IOException, InterruptedException {
        try (TestGovernor governor = TestGovernor.start(
                TestRedis.uri(),
                Map.of(
                        "APPLY_MODE",
                        "production",
                        "GOV_AUDIT_URL",
                        "jdbc:sqlite:" + directory.resolve("audit.db"),
                        "GOV_ROOM_TOKENS",
                        tokens().toString()))) {
            redis.publish(TestPlan.halfClose(PLAN, "BTCUSDT"));
            governor.awaitOutcomes(1);
            redis.hash(
                    "quantum:portfolio:budget:BTCUSDT",
                    Map.of("budget_usd", "100.5", "mode", "shadow", "timestamp", "1767225600", "stress_factor", "0.5"));
            await().atMost(RedisView.PATIENCE)
                    .until(() -> governor.page("/api/audit/head").statusCode() == 200
                            && redis.commands().xlen(RedisView.AUDIT) == 0);
            String job = verified(governor);
            String description = governor.page("/api/openapi.json").body();
            JsonNode paths = JSON.readTree(description).path("paths");
            Set<String> checked = new TreeSet<>();
            for (Map.Entry<String, JsonNode> path : paths.properties()) {
                JsonNode schema = path.getValue().at("/get/responses/200/content/application~1json/schema");
                if (!schema.isMissingNode()) {
                    check(governor, path.getKey().replace("{job}", job), schema, (ObjectNode)
                            JSON.readTree(description));
                    checked.add(path.getKey());
                }
            }
            assertThat(checked).hasSizeGreaterThan(20);
        }
    }

    private Path tokens() throws IOException {
        Path tokens =
                Files.writeString(directory.resolve("tokens"), "ada operator " + People.sha256("ada's token") + "\n");
        return Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
    }

    /** A job that has ended. */
    private static String verified(TestGovernor governor) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(governor.url() + "/api/jobs"))
                .header("Authorization", "Bearer ada's token")
                .POST(HttpRequest.BodyPublishers.ofString("{\"kind\":\"verify\"}"))
                .build();
        String started = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        String id = JSON.readTree(started).path("id").asText();
        await().atMost(RedisView.PATIENCE)
                .until(() -> governor.page("/api/jobs/" + id).body().contains("\"intact\":true"));
        return id;
    }

    @Test
    void the_contract_names_the_same_pages() throws IOException {
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), Map.of("APPLY_MODE", "production"))) {
            Set<String> described = new TreeSet<>();
            JSON.readTree(governor.page("/api/openapi.json").body())
                    .path("paths")
                    .fieldNames()
                    .forEachRemaining(described::add);
            String contract = Files.readString(TestRules.HOME.resolve("docs/contract.md"));
            String pages = contract.substring(
                    contract.indexOf("## HTTP of port 8044"), contract.indexOf("The port is bound to"));
            Set<String> told = new TreeSet<>();
            pages.lines()
                    .filter(line -> line.startsWith("| `"))
                    .map(line -> line.substring(0, line.indexOf(" | ", 2)))
                    .forEach(line -> PATH.matcher(line).results().forEach(found -> told.add(found.group(1))));
            assertThat(told).isEqualTo(described);
        }
    }

    private static void check(TestGovernor governor, String path, JsonNode schema, ObjectNode description)
            throws IOException {
        String asked = path.replace("{plan_id}", PLAN).replace("{action}", "kill-on");
        HttpResponse<String> answer = governor.page(asked + (path.endsWith("/file") ? "?path=gates/burst.drl" : ""));
        assertThat(answer.statusCode()).as(asked).isEqualTo(200);
        // references in it are to the description, so it is looked at from within that
        ObjectNode whole = description.deepCopy();
        whole.set("x-asked", schema);
        whole.put("$ref", "#/x-asked");
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(whole)
                        .validate(JSON.readTree(answer.body())))
                .as(asked)
                .isEmpty();
    }
}
